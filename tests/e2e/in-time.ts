/**
 * The answer, unless it takes longer than that.
 * @throws when it does, with what there is no answer to.
 */
export async function inTime<T>(milliseconds: number, what: string, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const give = () => late.reject(new Error(`No answer for ${milliseconds / 1000} s: ${what}`))
  const timer = setTimeout(give, milliseconds)
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer))
}
