import type { Room } from './room.ts'

export const HOST_NAME = 'bright-spots-launcher'

export interface Pill {
  host: HTMLElement
  say(label: string): void
  width(): number
  isInline(): boolean
  /** Within the title's line, in its tone. */
  showAt(room: Room, title: Element): void
  showInCorner(): void
}

/** The button in its closed root. It holds no data, and only a real click reaches `clicked`. */
export function createPill(label: string, clicked: () => void): Pill {
  const host = document.createElement(HOST_NAME)
  // The registered stylesheet alone shows it.
  host.style.display = 'none'
  const words = new Text(label)
  const button = createButton(words)
  button.addEventListener('click', (event) => {
    if (event.isTrusted) clicked()
  })
  host.attachShadow({ mode: 'closed' }).append(button)
  let place = ''
  let shown = ''
  const show = (next: string, beside: Element, style: string) => {
    place = next
    const part = `pill ${place} ${hasLightText(beside) ? 'dark' : ''}`
    // To say the same again would have the page work out its style again.
    if (shown === part + style) return
    shown = part + style
    button.setAttribute('part', part)
    // By the rules of the cascade the registered sheet outweighs an inner style that is not important.
    button.style.cssText = style.replaceAll(';', '!important;')
  }
  return {
    host,
    say(next) {
      words.data = next
    },
    width: () => button.offsetWidth,
    isInline: () => place === 'inline',
    showAt({ x, y, height }, title) {
      const { left, top } = host.getBoundingClientRect()
      show('inline', title, `left: ${x - left}px; top: ${y - height / 2 - top}px; height: ${height}px;`)
    },
    showInCorner() {
      const page = document.body ?? document.documentElement
      show('corner', page, `direction: ${getComputedStyle(page).direction};`)
    },
  }
}

function createButton(words: Text): HTMLButtonElement {
  const button = document.createElement('button')
  button.setAttribute('part', 'pill')
  button.append(words)
  return button
}

/** Light text stands on a dark page. */
function hasLightText(element: Element): boolean {
  const [red = 0, green = 0, blue = 0] = getComputedStyle(element).color.match(/\d+/g)?.map(Number) ?? []
  return red * 3 + green * 6 + blue > 1400
}
