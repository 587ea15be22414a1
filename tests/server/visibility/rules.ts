import type { Publication } from '../../../shared/recognition.ts'
import type { PersonName, Viewer } from './cast.ts'
import { isPerson, mayAdminister, RECIPIENTS } from './cast.ts'
import type { Spot, Stage } from './spots.ts'
import { ANSWERING, isDelivered, isGone, isReported } from './spots.ts'

type Review = 'unread' | 'read' | 'kept' | 'hidden'

/** Who is shown beside the words, and how it stands. */
export interface View {
  recipients: readonly (PersonName | undefined)[]
  isRead: boolean
  publication: Publication | null
  /** Whose answers. */
  answers: readonly (PersonName | undefined)[]
  meToo: readonly (PersonName | undefined)[]
  review: Review | null
}

/**
 * What somebody is shown of one bright spot. `gone`: that there was one, by its id. `withdrawn`: also whose it was. `reported`: what
 * became of their report. `listed`: that it was reported, by whom and why. `words`: those too.
 */
export type Sight =
  | 'nothing'
  | 'gone'
  | 'withdrawn'
  | `reported, ${Review}`
  | 'listed'
  | 'words'
  | 'id'
  | View

const NOTHING: Sight = 'nothing'

/** What parties learn of a moderator's work. */
const REVIEWS: Partial<Record<Stage, Review>> = { opened: 'read', kept: 'kept', hidden: 'hidden' }

const reviewOf = ({ stage }: Spot) => REVIEWS[stage] ?? null

const isShared = (spot: Spot) =>
  spot.kind === 'shared' && isDelivered(spot) && !isGone(spot) && spot.stage !== 'hidden'

/** Whose agreement stands until they leave, or report it. */
const AGREEING = ['agreed', 'reporter'] as const

const isRecipient = (viewer: Viewer) => RECIPIENTS.some((name) => name === viewer)

/** Whoever left can ask nothing. */
const isHere = (viewer: Viewer) => isPerson(viewer) && viewer !== 'leaver'

function publicationFor(viewer: Viewer, { kind }: Spot): Publication | null {
  if (kind === 'private') return null
  if (viewer === 'took back') return 'declined'
  return AGREEING.some((name) => name === viewer) && kind === 'shared' ? 'agreed' : 'ask'
}

/** All of it is the sender's from the start, and a recipient's from its delivery on until they report it or a moderator hides it. */
function partySight(viewer: Viewer, spot: Spot): Sight {
  const isRefused = spot.stage === 'hidden' || (viewer === 'reporter' && isReported(spot))
  if (isGone(spot) || (viewer !== 'sender' && (!isDelivered(spot) || isRefused))) return NOTHING
  const whole = { recipients: RECIPIENTS, review: reviewOf(spot) }
  if (viewer === 'sender') {
    const answered = isDelivered(spot) ? ANSWERING : []
    return { ...whole, isRead: false, publication: null, answers: answered, meToo: [] }
  }
  return {
    ...whole,
    isRead: viewer === 'agreed',
    publication: publicationFor(viewer, spot),
    answers: ANSWERING.filter((name) => name === viewer),
    meToo: publicationFor(viewer, spot) === 'agreed' ? ['colleague'] : [],
  }
}

/** What is shared: the words, who sent it, those who agreed, and one's own 'me too'. */
function sharedSight(viewer: Viewer, spot: Spot): Sight {
  if (!isShared(spot) || (viewer === 'reporter' && isReported(spot))) return NOTHING
  const meToo = viewer === 'colleague' ? [viewer] : []
  const recipients = AGREEING.filter((name) => name === 'agreed' || !isReported(spot))
  return { recipients, isRead: false, publication: null, answers: [], meToo, review: null }
}

const isParty = (viewer: Viewer) => viewer === 'sender' || isRecipient(viewer)

/** `GET /api/v1/recognitions/{id}` */
export function byId(viewer: Viewer, spot: Spot): Sight {
  if (!isHere(viewer)) return NOTHING
  return isParty(viewer) ? partySight(viewer, spot) : sharedSight(viewer, spot)
}

/** `PUT /api/v1/recognitions/{id}`, with the very same words. */
export function sentAgain(viewer: Viewer, spot: Spot): Sight {
  return viewer === 'sender' ? partySight(viewer, spot) : NOTHING
}

/** `GET /api/v1/changes` */
export function inFeed(viewer: Viewer, spot: Spot): Sight {
  if (!isHere(viewer) || !isParty(viewer)) return NOTHING
  const sight = partySight(viewer, spot)
  if (sight !== NOTHING || (viewer !== 'sender' && !isDelivered(spot))) return sight
  if (viewer === 'reporter' && isReported(spot)) return `reported, ${reviewOf(spot) ?? 'unread'}`
  return viewer === 'agreed' && spot.stage === 'withdrawn' ? 'withdrawn' : 'gone'
}

/** `GET /api/v1/recognitions` */
export function amongShared(viewer: Viewer, spot: Spot): Sight {
  return isHere(viewer) ? sharedSight(viewer, spot) : NOTHING
}

/** `GET /api/v1/me/export`: what is theirs, and by its id what they said 'me too' of or reported. */
export function inExport(viewer: Viewer, spot: Spot): Sight {
  if (!isHere(viewer)) return NOTHING
  if (viewer === 'reporter' && isReported(spot)) return 'id'
  if (viewer === 'colleague' && spot.kind === 'shared' && isDelivered(spot) && !isGone(spot)) return 'id'
  return isParty(viewer) ? partySight(viewer, spot) : NOTHING
}

/** `GET /api/v1/admin/recognitions`, and the same for spreadsheets. */
export function forAdmins(viewer: Viewer, spot: Spot): Sight {
  return mayAdminister(viewer, 'read') ? sharedSight('admin', spot) : NOTHING
}

/** Nobody moderates what they sent or received. */
const mayModerate = (viewer: Viewer) => mayAdminister(viewer, 'moderate') && !isParty(viewer)

/** `GET /api/v1/admin/reports` */
export function amongReports(viewer: Viewer, spot: Spot): Sight {
  return mayModerate(viewer) && isReported(spot) ? 'listed' : NOTHING
}

/** `GET /api/v1/admin/reports/{id}` */
export function reported(viewer: Viewer, spot: Spot): Sight {
  return mayModerate(viewer) && isReported(spot) ? 'words' : NOTHING
}

/** `GET /api/v1/admin/audit`: what was reported, read and decided, by its id. */
export function inAudit(viewer: Viewer, spot: Spot): Sight {
  return mayAdminister(viewer, 'settings') && isReported(spot) ? 'id' : NOTHING
}
