import { URL_MAX_LENGTH } from '../../shared/limits.ts'
import { absolute, decoded, oneLine, textOf } from './page.ts'
import type { Page, Seen } from './tool.ts'

/** 'User' as the larger languages call it; a page's own markup is asked first. */
const USER_SPACES =
  /^(user|utilisateur|utilisatrice|benutzer(in)?|wikipedyst(k?a)|usuari[oa]|usuári[oa]|utente|gebruiker|участни(к|ца)|користувач|利用者|用户|使用者|用戶|사용자|användare|bruker|bruger|käyttäjä|uživatel(ka)?|redaktor|kullanıcı|مستخدم|משתמש|utilizator|felhasználó|szerkesztő|korisni(k|ca)|χρήστης|thành viên|pengguna|کاربر|uporabnik|потребител|ผู้ใช้)$/iu

export function isUserSpace(space: string): boolean {
  return USER_SPACES.test(space.replaceAll('_', ' '))
}

/** The page that an address of a wiki names, with its namespace; null for an address that names none. */
export function pageName(url: URL | null): string | null {
  if (url === null) return null
  const named = url.searchParams.get('title')
  if (named) return oneLine(named)
  const whole = url.pathname.slice(0, URL_MAX_LENGTH)
  const [, path] = /^\/(?:wiki\/|(?:.*\/)?index\.php\/|(?:.*\/)?wiki\/)?(.+)$/.exec(whole) ?? []
  return path && !path.endsWith('.php') ? oneLine(decoded(path)) : null
}

/** Namespace and name of a page of the form `Space:Name`, as a user's page has it; null for others and for subpages. */
export function userOf(url: URL | null): { space: string; handle: string } | null {
  const [, space, handle] = /(?:^|\/)([^/:]+):([^/:]+)$/.exec(pageName(url) ?? '') ?? []
  return space && handle ? { space, handle: handle.replaceAll('_', ' ').trim() } : null
}

/** The user behind a link that the wiki itself marks as one. */
export function userAt(page: Page, link: Element | null | undefined, role: Seen['role']): Seen | null {
  const url = absolute(page, link?.getAttribute('href'))
  const user = userOf(url)
  if (!link || !user) return null
  const name = textOf(link)
  // Somebody of another wiki: the name that they have there is not theirs here.
  if (url?.origin !== page.url.origin) return { role, name: user.handle, profileUrl: url?.href }
  return { role, handle: user.handle, name: name === user.handle ? null : name, profileUrl: url?.href }
}
