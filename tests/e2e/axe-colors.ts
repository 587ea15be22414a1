/** The part of axe that reckons with colours. */
export interface AxeColors {
  Color: new () => Color
  flattenColors: (above: Color, below: Color) => Color
  getContrast: (ground: Color, text: Color) => number
}

interface Color {
  alpha: number
  parseString(css: string): void
}

/**
 * For each element, whether its text is 4.5:1 on its own ground and on every colour of the gradient that it stands on, or is
 * covered and so not to be seen at all. Runs in the page, where axe is.
 * @param paths a selector for each shadow root on the way, and one for the element.
 */
export function hiddenOrClear(paths: string[][]): boolean[] {
  const { Color, flattenColors, getContrast } = window.axe.commons.color
  const parse = (css: string) => {
    const color = new Color()
    color.parseString(css)
    return color
  }
  const around = (element: Element): Element[] =>
    element.parentElement ? [element, ...around(element.parentElement)] : [element]
  const groundBelow = (elements: Element[]) => {
    const solid = elements.map((element) => parse(getComputedStyle(element).backgroundColor))
    return solid.find(({ alpha }) => alpha === 1) ?? parse('white')
  }
  const leastContrast = (element: Element): number => {
    const elements = around(element)
    const lit = elements.findIndex((one) => getComputedStyle(one).backgroundImage.includes('gradient'))
    const holder = elements[lit]
    const own = getComputedStyle(element).backgroundColor
    if (!holder && parse(own).alpha < 1) return 0
    const below = groundBelow(elements.slice(Math.max(0, lit)))
    const stops = holder ? (getComputedStyle(holder).backgroundImage.match(/rgba?\([^)]*\)/g) ?? []) : [own]
    const text = parse(getComputedStyle(element).color)
    const contrasts = stops.map((stop) => {
      const ground = flattenColors(parse(stop), below)
      return getContrast(ground, flattenColors(text, ground))
    })
    return contrasts.length > 0 ? Math.min(...contrasts) : 0
  }
  const isCovered = (element: Element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const root = element.getRootNode()
    if (!(root instanceof Document || root instanceof ShadowRoot)) return false
    const there = root.elementFromPoint(x + width / 2, y + height / 2)
    return there !== null && !element.contains(there) && !there.contains(element)
  }
  const find = (path: string[]) =>
    path.reduce<Element | null>(
      (host, selector, nth) => (nth === 0 ? document : host?.shadowRoot)?.querySelector(selector) ?? null,
      null,
    )
  return paths.map((path) => {
    const element = find(path)
    return element !== null && (isCovered(element) || leastContrast(element) >= 4.5)
  })
}
