export const HOST_NAME = 'bright-spots-launcher'

/** Within the title's line, in a corner of the window, or nowhere for now. */
export type Where = 'inline' | 'corner' | ''

export interface Pill {
  host: HTMLElement
  button: HTMLButtonElement
  width: () => number
  where: () => Where
  /** In the tone of what it stands beside. */
  show(where: Where, beside: Element, style?: string): void
}

/** The button in its closed root. It holds no data, and only a real click reaches `clicked`. */
export function createPill(label: string, clicked: () => void): Pill {
  const host = document.createElement(HOST_NAME)
  // The registered stylesheet alone shows it.
  host.style.display = 'none'
  const button = document.createElement('button')
  button.setAttribute('part', 'pill')
  button.append(label)
  button.addEventListener('click', ({ isTrusted }) => {
    if (isTrusted) clicked()
  })
  host.attachShadow({ mode: 'closed' }).append(button)
  let now: Where = ''
  let shown = ''
  return {
    host,
    button,
    width: () => button.offsetWidth,
    where: () => now,
    show(where, beside, style = '') {
      now = where
      const part = `pill ${where} ${hasLightText(beside) ? 'dark' : ''}`
      // To say the same again would have the page work out its style again.
      if (shown === part + style) return
      shown = part + style
      button.setAttribute('part', part)
      // By the rules of the cascade the registered sheet outweighs an inner style that is not important.
      button.style.cssText = style.replaceAll(';', '!important;')
    },
  }
}

/** Light text stands on a dark page. */
function hasLightText(element: Element): boolean {
  const [red = 0, green = 0, blue = 0] = getComputedStyle(element).color.match(/\d+/g)?.map(Number) ?? []
  return red * 3 + green * 6 + blue > 1400
}
