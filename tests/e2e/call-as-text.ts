/** A call that another program can run: the function as text, its arguments as JSON. It evaluates to a promise. */
export function callAsText<A extends unknown[]>(run: (...args: A) => unknown, args: A): string {
  return `(async () => (${String(run)})(...${JSON.stringify(args)}))()`
}
