import { absolute, meta, textOf } from './page.ts'
import { handleIn, personIn } from './person-links.ts'
import type { Page, Seen } from './tool.ts'

/** Where a page shows its viewer and its navigation, never its author. */
export const CHROME =
  'nav, [role="navigation"], [role="banner"], [role="menu"], [role="menubar"], body > header, body > footer, aside, [class*="dropdown" i], details-menu, template, select, dialog, [role="dialog"]'

const WAY_OUT = [
  'logout',
  'log_out',
  'log-out',
  'logoff',
  'signout',
  'sign_out',
  'sign-out',
  'action=userlogout',
]
  .flatMap((word) => [`a[href*="${word}" i]`, `form[action*="${word}" i]`])
  .join(', ')

const MENUS = [
  '[role="button"]',
  '[aria-haspopup]',
  '[data-toggle]',
  '[class*="user-menu" i]',
  '[id*="user-menu" i]',
  '[class*="current-user" i]',
]
  .map((menu) => `a${menu}`)
  .join(', ')

/** The signed-in viewer, as pages name them to their own scripts, or beside the way out. */
export function viewersOf(page: Page): Partial<Seen>[] {
  const names = ['user-login', 'ajs-remote-user', 'octolytics-actor-login', 'ajs-current-user-fullname']
  const own = page.root.querySelectorAll('[data-current-user], [data-current-username]')
  const told = [
    ...names.map((name) => meta(page, name)),
    ...Array.from(
      own,
      (one) => one.getAttribute('data-current-user') ?? one.getAttribute('data-current-username'),
    ),
  ]
  const menus = Array.from(page.root.querySelectorAll(MENUS))
  return [
    ...menus
      .flatMap((menu) => handleIn(absolute(page, menu.getAttribute('href'))) ?? [])
      .map((handle) => ({ handle, name: handle })),
    ...told.filter(Boolean).flatMap((name) => [{ handle: name, name }]),
    ...Array.from(page.root.querySelectorAll(WAY_OUT))
      .slice(0, 5)
      .flatMap((out) => besides(out, page)),
  ]
}

/** Whom a menu with the way out names, and 'Logged in as jo@corp.example'. */
function besides(out: Element, page: Page): Partial<Seen>[] {
  let menu = out
  while (
    menu.parentElement &&
    textOf(menu.parentElement).length < 300 &&
    !menu.parentElement.matches('body, html')
  )
    menu = menu.parentElement
  const words = textOf(menu).split(/[\s|()[\],@]+/)
  const people = Array.from(menu.querySelectorAll('a, b, strong, span, div'))
    .slice(0, 100)
    .flatMap((element) => personIn(element, page) ?? [])
  return [...people, ...words.map((name) => ({ name }))]
}
