import type { Page } from './tool.ts'

/** The page that this script runs in. By way of the prototype: `<img name="documentElement">` hides `document.documentElement`. */
export function currentPage(): Page {
  const root =
    Document.prototype.querySelector.call(document, ':root') ??
    new DOMParser().parseFromString('', 'text/html').documentElement
  return { root, url: new URL(location.href) }
}
