import { isEmail } from './people.ts'
import type { Seen } from './tool.ts'

const ROLES: readonly [RegExp, Seen['role']][] = [
  [/^(reviewed|tested)-by$/i, 'reviewer'],
  [/^(approved|acked)-by$/i, 'approver'],
]

/** 'Reviewed-by: Jo Doe <jo@corp.example>' and its like at the end of a commit's message. */
export function reviewersIn(message: string): Seen[] {
  return trailers(message).flatMap(({ label, ...person }) => {
    const role = ROLES.find(([pattern]) => pattern.test(label))?.[1]
    return role ? [{ role, ...person }] : []
  })
}

/** 'Co-authored-by: Jo Doe <jo@corp.example>'. */
export function coAuthorsIn(message: string): Seen[] {
  return trailers(message).flatMap(({ label, ...person }) =>
    /^co-authored-by$/i.test(label) ? [{ role: 'author' as const, ...person }] : [],
  )
}

/** A message as it was written: its lines, where the page made paragraphs of them, and its angle brackets. */
export function messageIn(element: Element | null): string {
  return element === null
    ? ''
    : element.innerHTML
        .replace(/<br[^<>]*>|<\/p>/gi, '\n')
        .replace(/<[^<>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&nbsp;', ' ')
        .replaceAll('&amp;', '&')
}

/** The first line of a message. */
export function subjectIn(element: Element | null): string {
  return messageIn(element).trimStart().split('\n')[0]?.trim() ?? ''
}

function trailers(message: string): { label: string; name: string; email: string | null }[] {
  const lines = message
    .slice(-10_000)
    .matchAll(/(?<![a-z-])([a-z]{1,30}-(?:[a-z]{1,30}-)?by):[ \t]{0,9}([^<\n]{1,100})<([^>\s]{3,200})>/gi)
  return Array.from(lines, ([, label = '', name = '', email = '']) => ({
    label,
    name: name.trim(),
    email: isEmail(email) ? email : null,
  }))
}
