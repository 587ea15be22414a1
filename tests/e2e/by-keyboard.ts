import type { KeyInput, Page } from 'puppeteer-core'
import { expect } from 'vitest'
import { until } from './until.ts'

/** What has the focus. */
interface Focus {
  /** As a screen reader says it: the label, else the words on it. */
  name: string
  /** Null when it is a control or a heading that can be seen. */
  problem: string | null
}

/** How far Tab may be away from what is wanted. */
const MOST_TABS = 40

/** A page used with the keyboard alone. After each key the focus must be on something that can be seen. */
export class Keyboard {
  readonly page: Page
  /** What every key so far left the focus on. */
  readonly trail: string[] = []

  constructor(page: Page) {
    this.page = page
  }

  /** Presses a key, e.g. 'Enter', with others held down: `press('Enter', 'Control')`. */
  async press(key: KeyInput, held?: KeyInput): Promise<void> {
    await this.#untilThere()
    if (held) await this.page.keyboard.down(held)
    await this.page.keyboard.press(key)
    if (held) await this.page.keyboard.up(held)
    await this.#expectFocus(key)
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    await this.#expectFocus(text)
  }

  /** Types in place of what was there. */
  async retype(text: string): Promise<void> {
    await this.press('a', 'Control')
    await this.type(text)
  }

  /** Presses Tab until the focus is at what has this name. */
  async tabTo(name: string): Promise<void> {
    await this.#walkTo(name)
  }

  /** Presses Shift+Tab until the focus is at what has this name. */
  async backTo(name: string): Promise<void> {
    await this.#walkTo(name, 'Shift')
  }

  /** Goes there, and presses Enter on it. */
  async enter(name: string): Promise<void> {
    await this.tabTo(name)
    await this.press('Enter')
  }

  /** Waits until the focus is at what has this name. */
  async expectAt(name: string): Promise<void> {
    await until(`the focus at '${name}'`, async () => fits((await this.#look()).name, name)).catch(
      async (fault: Error) => {
        throw new Error(`${fault.message}; it is at '${(await this.#look()).name}'`, { cause: fault })
      },
    )
    await this.#expectFocus(`reaching '${name}'`)
  }

  async #walkTo(name: string, held?: KeyInput): Promise<void> {
    for (let keys = 0; keys < MOST_TABS && !fits((await this.#look()).name, name); keys++)
      await this.press('Tab', held)
    expect(
      (await this.#look()).name,
      `reached by ${held ?? ''} Tab: ${this.trail.slice(-12).join(' > ')}`,
    ).toSatisfy((reached: string) => fits(reached, name))
  }

  /** Nobody goes on into a view that is not there yet. */
  async #untilThere(): Promise<void> {
    await until('the view to be there', () => this.page.$('.view[aria-busy=true]').then((busy) => !busy))
  }

  async #expectFocus(after: string): Promise<void> {
    let focus = await this.#look()
    if (focus.problem)
      await until(
        'the focus to be somewhere',
        async () => {
          focus = await this.#look()
          return focus.problem === null
        },
        3000,
      ).catch(() => undefined)
    this.trail.push(focus.name)
    expect(
      focus.problem,
      `the focus after ${after}, before that: ${this.trail.slice(-8).join(' > ')}`,
    ).toBeNull()
  }

  #look(): Promise<Focus> {
    return this.page.evaluate(lookAtFocus)
  }
}

/** The name itself, or its beginning: a tab has a count after its words, an item its text. */
function fits(name: string, wanted: string): boolean {
  return name === wanted || (name.startsWith(wanted) && /^[\d ,]/.test(name.slice(wanted.length)))
}

/** Runs in the page. */
function lookAtFocus(): Focus {
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
  const control = document.activeElement
  if (!(control instanceof HTMLElement) || control === document.body)
    return { name: '', problem: 'It is lost: nothing has it' }
  const labels = 'labels' in control && control.labels instanceof NodeList ? Array.from(control.labels) : []
  const label = labels.map((node) => (node instanceof HTMLElement ? node.innerText : '')).join(' ')
  const name = plain(control.getAttribute('aria-label') ?? (label || control.innerText))
  if (!control.matches('a[href], button, input, select, textarea, h1, h2'))
    return { name, problem: `It is at a ${control.localName}` }
  const { left, top, width, height } = control.getBoundingClientRect()
  const there = document.elementFromPoint(left + width / 2, top + height / 2)
  const isSeen =
    control.checkVisibility() && there !== null && (control.contains(there) || there.contains(control))
  return { name, problem: isSeen ? null : `It cannot be seen, at '${name}'` }
}
