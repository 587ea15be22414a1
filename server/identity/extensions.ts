import { hash } from 'node:crypto'
import { CHROME_ID, GECKO_ID } from '../../shared/extension-ids.ts'
import { CannotStart } from '../cannot-start.ts'
import type { Environment } from '../environment.ts'
import { list } from '../environment.ts'

/** The extension's builds that this server knows. */
export interface Extensions {
  /** Ids of Chromium builds, which may call the API from their pages. */
  chromeIds: ReadonlySet<string>
  /** Where a browser catches the end of a sign-in and hands it to the extension alone. */
  redirectOrigins: ReadonlySet<string>
}

const CHROME_ID_PATTERN = /^[a-p]{32}$/
const GECKO_ID_PATTERN = /^(\{[\da-f-]{36}\}|[\w.-]*@[\w.-]+)$/i

/** What `identity.getRedirectURL()` says in either browser. */
function redirectOriginOf(id: string): string {
  return CHROME_ID_PATTERN.test(id)
    ? `https://${id}.chromiumapp.org`
    : `https://${hash('sha1', id)}.extensions.allizom.org`
}

export function readExtensions({ EXTENSION_IDS }: Environment): Extensions {
  const ids = EXTENSION_IDS ? list(EXTENSION_IDS) : [CHROME_ID, GECKO_ID]
  if (!ids.every((id) => CHROME_ID_PATTERN.test(id) || GECKO_ID_PATTERN.test(id)))
    throw new CannotStart(
      `EXTENSION_IDS must be Chrome ids (32 letters a to p, e.g. ${CHROME_ID}) or Gecko ids (name@domain or {uuid}), separated by commas`,
    )
  return {
    chromeIds: new Set(ids.filter((id) => CHROME_ID_PATTERN.test(id))),
    redirectOrigins: new Set(ids.map(redirectOriginOf)),
  }
}
