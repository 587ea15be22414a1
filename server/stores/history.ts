/** A moment in the life of a feed: after so many moves of its rows, the last of them made in that epoch. */
export interface Moment {
  epoch: string
  moves: number
}

/**
 * Where a feed stands, and the last moment of each epoch before. An epoch is the moves of one process or one run of a
 * database, so it has one course of events. A store that is put back to an older state goes on in a new epoch: what it counts
 * then is never taken for what was counted before. Each feed has its own, so that nobody learns what happens in others.
 */
export interface History extends Moment {
  pastEpochs: readonly Moment[]
}

/** Whether the feed went through that moment on the way to where it stands. */
export function wentThrough({ epoch, moves, pastEpochs }: History, moment: Moment): boolean {
  return [...pastEpochs, { epoch, moves }].some(
    (last) => last.epoch === moment.epoch && moment.moves <= last.moves,
  )
}
