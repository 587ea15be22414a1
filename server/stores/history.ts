/** Epochs that are remembered. A cursor from before them starts over. */
const PAST_EPOCHS_MAX = 500

/** A moment in the life of a store: after so many moves of rows in feeds, the last of them made in that epoch. */
export interface Moment {
  epoch: string
  moves: number
}

/**
 * Where a store stands, and the last moment of each epoch before. An epoch is the moves of one process, so it has one
 * course of events. A store that is put back to an older state goes on in a new epoch: what it counts then is never
 * taken for what was counted before.
 */
export interface History extends Moment {
  pastEpochs: readonly Moment[]
}

/** The history once the store stands at that moment, which is later. */
export function movedTo({ epoch, moves, pastEpochs }: History, moment: Moment): History {
  if (epoch === moment.epoch) return { ...moment, pastEpochs }
  return { ...moment, pastEpochs: [...pastEpochs, { epoch, moves }].slice(-PAST_EPOCHS_MAX) }
}

/** Whether the store went through that moment on the way to where it stands. */
export function wentThrough({ epoch, moves, pastEpochs }: History, moment: Moment): boolean {
  return [...pastEpochs, { epoch, moves }].some(
    (last) => last.epoch === moment.epoch && moment.moves <= last.moves,
  )
}
