import type { PersonOnPage, PersonRole, WorkItem, WorkItemKind } from '../../shared/recognition.ts'

/** A page as readers see it: its `<html>` element, which a page cannot clobber as it can `document`, and its address. */
export interface Page {
  readonly root: Element
  readonly url: URL
}

/** How a tool is known, and where the launcher goes. All of it is data, and tiny: every page of a turned-on site loads all tools' places. */
export interface Place {
  /** A selector; what it finds makes the page this tool's, on any domain. */
  marks: string
  /** Where an item's title stands, best first, where that is not the page's `h1`: the launcher goes after its text. */
  titles?: readonly string[]
}

/**
 * A kind of page that a tool has: how it is known (by its address, by what it holds, by both), and how it is read. The first
 * that fits counts, and a page that is of no kind names nobody. All of it is data; `read-tool.ts` reads by it.
 *
 * What the named groups of `address` match are the item's parts: `/^(?<base>.*)\/(?<project>\w+)\/ticket\/(?<key>\d+)/`.
 */
export interface PageKind {
  kind: WorkItemKind
  /** Path and query of its addresses, one pattern or several. A tool may stand in a folder: begin with `^(?<base>.*?)`. */
  address?: RegExp | readonly RegExp[]
  /** A selector. */
  mark?: string
  /** How the key is written: '{project}/{repository}#{key}'; the part `key` alone where left out. */
  key?: string
  /** Where the page itself says its part `key`, best first, for addresses that do not. */
  keyAt?: readonly TextSource[]
  /** The item's one address, for all its tabs and versions: '{base}/show_bug.cgi?id={key}'; where left out, the page's own. */
  url?: string
  /** Best first; the generic reader's title comes last. */
  title?: readonly TextSource[]
  /** All of them are asked: who is found twice is merged, and `people.ts` puts them in order. Left out: the page shows nobody. */
  people?: readonly PeopleSource[]
  /**
   * What each page of this kind shows, whatever its state: where it does not, the reader broke. Left out: of what is declared
   * above the title, the key that the page itself says, and people but on wiki pages and files, which may show nobody.
   */
  must?: readonly Part[]
}

/** What a reader finds on a page of some kind. */
export type Part = 'key' | 'title' | 'people'

/** What is known of an item before its texts are read: its page, and the parts of its address, decoded. */
export interface Found {
  page: Page
  parts: Readonly<Record<string, string>>
}

/**
 * A text of a page: 'h1' is the first such element that has some; 'a@title' is an attribute; '@rel', within a person's element,
 * one of its own, and '' its own text. A `<meta>` speaks by its content, a field by its value. A function is for what is odd.
 */
export type TextSource = string | TextPart | ((found: Found) => string)

/**
 * What the group `text` of `part` matches in a text. Its other groups must agree with the parts of the address: with
 * `/^#(?<key>\d+) (?<text>.+)/`, a title that a soft navigation left behind says nothing.
 */
export interface TextPart {
  at: string
  part: RegExp
}

/** Where a page names people. */
export type PeopleSource = PeopleAt | Trailers | ((found: Found) => Seen[])

/**
 * Elements that each name one person in this role. The element's text is the name ('Jo Doe <jo@corp.example>' is taken apart, and an
 * address is an e-mail). A link in or around it that fits the tool's `profile` gives the profile and the handle; a `mailto:`, the e-mail.
 */
export interface PeopleAt {
  role: PersonRole
  /** A selector; choose it so that teams, lists of watchers, and links in what somebody wrote are not found. */
  at: string
  /** At most so many different people. */
  most?: number
  /** Only elements after whose left neighbour's text this is: `at: 'th + td', label: /^Assigned To/`. The last resort: tools speak many languages. */
  label?: RegExp
  /** What the element's text is; the name where left out. */
  text?: 'name' | 'handle'
  /** Takes the element's text apart by its groups `name`, `handle`, `email`; a text that does not fit is nobody's. */
  part?: RegExp
  /** Within the element, instead of its text. */
  name?: TextSource | readonly TextSource[]
  handle?: TextSource | readonly TextSource[]
  email?: TextSource | readonly TextSource[]
}

/** A commit's message: who reviewed and approved it, by its last lines. */
export interface Trailers {
  trailersIn: string
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
  /** What a page of its kind must show, and this one does not, so that it was read as any page is. Left out where nothing must be. */
  missing?: readonly Part[]
}

/** Asked on the click alone, with the viewer's own rights, where the page itself shows nobody. */
export interface SecondLook {
  /** Same-origin addresses of the tool's own API; none when the page says enough. */
  paths(page: Page, reading: Reading): string[]
  /** People from the answers, in the order of `paths`; an answer that did not come is null. */
  parse(answers: unknown[], page: Page): PersonOnPage[]
}

/**
 * A tool is one file that exports these by name, as plain data: a call at the top level would pull the whole file into the launcher,
 * which needs its `place` alone.
 */
export interface Tool {
  /** As work items and the README name it. */
  id: string
  place: Place
  /** Addresses that belong to this tool alone: for the click on a page that has lost its marks, and for links from elsewhere. */
  home?: RegExp
  kinds: readonly PageKind[]
  /** Path and query of a person's own page; the group `handle`, if any, is what they are called there. */
  profile?: RegExp
  /** Where the page names its viewer, who is never offered: a name, a handle or, with '@href', their own page. */
  viewer?: readonly TextSource[]
  /** Instead of all that `kinds` says of key, title and people, for a tool whose pages no data describes. */
  read?(page: Page): Reading | null
  secondLook?: SecondLook
  /** The person behind a profile link of this tool, where `profile` does not tell; null for every other link. */
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
