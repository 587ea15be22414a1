import type { Page } from 'puppeteer-core'

/** CSS pixels of WCAG 2.5.8. */
const TARGET = 24

/** Where a footer covers most. */
const POPUP = { width: 380, height: 540 }

/** What can be pressed and is smaller than a fingertip may be; links within a sentence are as high as its line. */
export function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'a[href], button, select, textarea, input, [role=option], label:has(input)',
    )
    const isInSentence = (control: HTMLElement) =>
      control.matches('p a, .note a') && getComputedStyle(control).display === 'inline'
    return Array.from(controls)
      .filter((control) => control.checkVisibility() && !isInSentence(control))
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box: { width, height } }) => Math.min(width, height) < least)
      .map(({ control, box: { width, height } }) => `${control.outerHTML.slice(0, 90)}: ${width} x ${height}`)
  }, TARGET)
}

/** What stands out of a window that is as narrow as that, to be seen only by scrolling sideways or not at all. */
export async function findCutOff(page: Page, width: number, height: number): Promise<string[]> {
  if (await hasBrowsersSize(page)) return []
  await page.setViewport({ width, height })
  const cutOff = await page.evaluate(findOutside)
  await page.setViewport(null)
  return cutOff.map((element) => `${width} px: ${element}`)
}

async function hasBrowsersSize(page: Page): Promise<boolean> {
  return (await page.$('body.popup:not(.in-window)')) !== null
}

function findOutside(): string[] {
  const isForEyes = (element: Element) => !element.closest('[aria-hidden=true], .spoken')
  /** Shortened with an ellipsis is meant to be. */
  const isShortened = (element: Element) => getComputedStyle(element).textOverflow === 'ellipsis'
  const sticksOut = (element: Element) => {
    const { left, right, width } = element.getBoundingClientRect()
    return width > 0 && (left < -1 || right > innerWidth + 1)
  }
  const scrollsSideways = (element: Element) =>
    element.scrollWidth > element.clientWidth + 1 &&
    ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
  return Array.from(document.querySelectorAll('body, body *'))
    .filter((element) => element.checkVisibility() && isForEyes(element))
    .filter(
      (element) =>
        (sticksOut(element) && !element.closest('.brand')) ||
        (scrollsSideways(element) && !isShortened(element)),
    )
    .map((element) => element.outerHTML.slice(0, 90))
}

/**
 * Presses Tab through the whole page: each control must be reached, look otherwise than without the focus, and be uncovered
 * while it has it.
 * @returns what is wrong.
 */
export async function walkFocus(page: Page): Promise<string[]> {
  if (!(await hasBrowsersSize(page))) await page.setViewport(POPUP)
  const watch = await page.evaluateHandle(watchFocus)
  const count = await watch.evaluate(({ stops }) => stops)
  const problems = new Set<string>()
  // A few times more than there are: after the last the browser itself has the focus.
  for (let presses = 0; presses < count + 3; presses++) {
    await page.keyboard.press('Tab')
    const problem = await watch.evaluate(({ look }) => look())
    if (problem) problems.add(problem)
  }
  const missed = await watch.evaluate(({ missed: ask }) => ask())
  if (!(await hasBrowsersSize(page))) await page.setViewport(null)
  return [...problems, ...missed.map((name) => `Tab never comes to ${name}`)]
}

/** Runs in the page. */
function watchFocus() {
  const FOCUSABLE = 'a[href], button, select, textarea, input, [tabindex="0"]'
  /** Of choices that exclude each other, Tab comes to the chosen one, and arrows to the others. */
  const skipped = ':disabled, [type=radio]:not(:checked)'
  const controls = Array.from(document.querySelectorAll<HTMLElement>(FOCUSABLE)).filter(
    (control) => control.checkVisibility() && !control.matches(skipped),
  )
  /** Within a time there are hours, minutes, the half of the day, and the way to a list. */
  const stops = controls.length + 3 * controls.filter((control) => control.matches('[type=time]')).length
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const nameOf = (element: Element) => element.outerHTML.slice(0, 90)
  /** A field in a frame lights the frame. */
  const looks = (control: Element) =>
    [control, control.parentElement, control.parentElement?.parentElement].map((element) => {
      if (!element) return ''
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderTopColor } =
        getComputedStyle(element)
      const isWide = Number.parseFloat(outlineWidth) >= 2
      // The browser's own is `auto`.
      const isOutlined = outlineStyle === 'auto' || (outlineStyle !== 'none' && isWide)
      const isClear = /, 0\)$|transparent/.test(outlineColor)
      return [isOutlined && !isClear ? outlineColor : '', boxShadow, borderTopColor].join(' ')
    })
  const without = new Map(controls.map((control) => [control, looks(control)]))
  const seen = new Set<Element>()
  const isUncovered = (control: Element) => {
    const { left, top, right, bottom } = control.getBoundingClientRect()
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
    const there = document.elementFromPoint(x, y)
    return control.contains(there)
  }
  const look = () => {
    const control = document.activeElement
    if (!(control instanceof HTMLElement) || control === document.body) return null
    seen.add(control)
    const name = nameOf(control)
    if (!isUncovered(control)) return `Covered while it has the focus: ${name}`
    const isSame = looks(control).join() === without.get(control)?.join()
    return isSame ? `Nothing shows that the focus is at ${name}` : null
  }
  return { stops, look, missed: () => controls.filter((control) => !seen.has(control)).map(nameOf) }
}
