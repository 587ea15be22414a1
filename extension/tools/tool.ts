import type { PersonOnPage, PersonRole, WorkItem, WorkItemKind } from '../../shared/recognition.ts'

/** A page as readers see it: its `<html>` element, which a page cannot clobber as it can `document`, and its address. */
export interface Page {
  readonly root: Element
  readonly url: URL
}

/** How a tool is known, and where the launcher goes. All of it is data, and small: it is loaded with every page of a turned-on site. */
export interface Place {
  tool: string
  /** A selector; what it finds makes the page this tool's, on any domain. */
  marks: string
  /** Addresses that belong to this tool alone, for pages that have lost their marks. */
  home?: RegExp
  /** Where an item's title stands, best first: the launcher goes after its text. */
  titles: readonly string[]
}

/** A kind of page that a tool has, known by its path and query, or by what it holds. */
export interface PageKind {
  kind: WorkItemKind
  address?: RegExp
  /** A selector. */
  mark?: string
}

/** An address of a tool's page and what it is; a test demands one of each kind. */
export interface Sample {
  url: string
  kind: WorkItemKind
}

/** Someone seen on a page, as it is written there; `offer` makes people of these. */
export interface Seen {
  role: PersonRole
  name?: string | null | undefined
  handle?: string | null | undefined
  email?: string | null | undefined
  profileUrl?: string | null | undefined
}

/** What a reader saw on a page. People are in the order in which they should be offered, at most PEOPLE_ON_PAGE_MAX. */
export interface Reading {
  /** Null for a page whose address no colleague could open: a file, an empty tab. */
  workItem: WorkItem | null
  people: PersonOnPage[]
}

/** Asked on the click alone, with the viewer's own rights, where the page itself shows nobody. */
export interface SecondLook {
  /** Same-origin addresses of the tool's own API; none when the page says enough. */
  paths(page: Page, reading: Reading): string[]
  /** People from the answers, in the order of `paths`; an answer that did not come is null. */
  parse(answers: unknown[], page: Page): PersonOnPage[]
}

export interface Tool {
  place: Place
  kinds: readonly PageKind[]
  samples: readonly Sample[]
  /** Reads a page of this tool; null when it is none. */
  read(page: Page): Reading | null
  secondLook?: SecondLook
  /** The person behind a profile link of this tool; null for every other link. */
  readLink?(link: ProfileLink): PersonOnPage | null
}

/** A link that somebody right-clicked: its address, and its text where the page still shows it. */
export interface ProfileLink {
  url: URL
  text: string | null
}

/** The person behind a link, as the tool and the site of that link know them: a handle means nothing anywhere else. */
export interface LinkedPerson {
  tool: string
  origin: string
  people: [PersonOnPage]
}

/** What `reader.js` answers to the background. `linked` is the person behind the link that was right-clicked. */
export interface PageReading extends Reading {
  /** The selected text, trimmed; empty when nothing is selected. */
  selection: string
  linked: LinkedPerson | null
}
