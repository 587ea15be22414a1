import type { PersonOnPage, WorkItem } from '../../shared/recognition.ts'

/** What a reader saw on a page. People are in the order in which they should be offered, at most PEOPLE_ON_PAGE_MAX. */
export interface Reading {
  workItem: WorkItem
  people: PersonOnPage[]
}

/** What `reader.js` answers to the background. `linked` is the person behind the link that was right-clicked. */
export interface PageReading extends Reading {
  /** The selected text, trimmed; empty when nothing is selected. */
  selection: string
  linked: PersonOnPage | null
}
