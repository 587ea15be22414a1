/** The ways into a server that this extension knows, in the order in which they are offered. */
export const WAYS = ['oidc', 'email', 'invite'] as const
export type Way = (typeof WAYS)[number]

/** Those of them that a server offers. */
export function waysOf({ signIn }: { signIn: string[] }): Way[] {
  return WAYS.filter((way) => signIn.includes(way))
}

/** Whether there is anything to choose: to whom a server offers invite codes alone, nothing has changed. */
export function canChoose(ways: Way[]): boolean {
  return ways.includes('oidc') || ways.includes('email')
}
