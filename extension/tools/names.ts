/** What stands between the parts of a name in lower case. */
const PARTICLES =
  /^(?:a[flvn]|bin|d[aeiou]|das|de[lnr]|della|dos|el|ibn|l[ae]|ter?|v[ao]n|y|z[uy]|on|behalf|of)$/

/** A name or a login: not a sentence, a button, a date or an address. */
export function isName(text: string): boolean {
  const bare = text.replace(/\s*[([][^()[\]]*[)\]]$/, '')
  const words = bare.split(/\s+/)
  if (words.length === 1)
    return (
      /^@?[\p{L}\p{N}][\p{L}\p{M}\p{N}._'’+@…-]{1,60}$/u.test(bare) &&
      /\p{L}/u.test(bare) &&
      !/^(?:[\da-f]{7,}|[A-Z]{5,})$/.test(bare)
    )
  return (
    words.length <= 5 &&
    bare.length <= 60 &&
    words.every((word) => /^[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}.'’-]*,?$/u.test(word) || PARTICLES.test(word)) &&
    !COMPANIES.test(bare)
  )
}

const COMPANIES =
  /\b(?:inc|ltd|gmbh|llc|corp|foundation|team|contributors|community|editors?|staff|admins?)\.?$/i
