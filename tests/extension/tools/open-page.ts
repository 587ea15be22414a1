import { Window } from 'happy-dom'
import { readGeneric } from '../../../extension/tools/generic.ts'
import { titleOf } from '../../../extension/tools/title.ts'
import type { Page } from '../../../extension/tools/tool.ts'

/** As where `generic.js` has been loaded. */
globalThis.brightSpotsGeneric = { readGeneric, titleOf }

/** The document that a browser would see, without running or loading anything. */
export function openPage(html: string, url: URL): Page {
  const window = new Window({
    url: url.href,
    settings: {
      disableJavaScriptEvaluation: true,
      disableJavaScriptFileLoading: true,
      disableCSSFileLoading: true,
    },
  })
  const root = new window.DOMParser().parseFromString(html, 'text/html').documentElement
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- happy-dom has types of its own for the same DOM
  return { root: root as unknown as Element, url }
}
