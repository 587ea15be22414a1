/** What makes a formula of a cell that begins with it, in one program or another. */
const FORMULA_BEGINS = /^(?=[\s\0\u{feff}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u
/** The same inside a cell, where a program that splits at something else than commas would begin another one. */
const FORMULA_FOLLOWS = /([\0\t\n\r",;|])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/gu
/** A cell of nothing but these would be cut off, with what follows them. */
const LEADING_CONTROLS = /^(?=[\0\t\r])/u

/** Spreadsheets run cells that begin like a formula; those get an apostrophe in front, which says that it is text. */
export function inertCell(text: string): string {
  const inside = text.replace(FORMULA_FOLLOWS, "$1'")
  return FORMULA_BEGINS.test(text) || LEADING_CONTROLS.test(text) ? `'${inside}` : inside
}
