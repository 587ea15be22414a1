/** So far a pointer may go, in pixels, and it is a click still. */
const STILL_A_CLICK = 6

/** Lets an element follow the pointer. `drop` hears where it was let go; it is back in its place by then. */
export function letDrag(element: HTMLElement, may: () => boolean, drop: (at: PointerEvent) => void): void {
  let from: PointerEvent | null = null
  let isDragged = false
  element.addEventListener('pointerdown', (event) => {
    isDragged = false
    if (!event.isTrusted || event.button !== 0 || !may()) return
    from = event
    // A quick hand is elsewhere by the first move; over a frame of the page the rest would be lost.
    element.setPointerCapture(event.pointerId)
  })
  element.addEventListener('pointermove', (event) => {
    if (!from || event.pointerId !== from.pointerId) return
    const [across, down] = [event.clientX - from.clientX, event.clientY - from.clientY]
    if (!isDragged && Math.hypot(across, down) < STILL_A_CLICK) return
    isDragged = true
    element.style.setProperty('translate', `${across}px ${down}px`, 'important')
  })
  const end = (event: PointerEvent) => {
    const isDropped = isDragged && from !== null && event.type === 'pointerup'
    from = null
    element.style.removeProperty('translate')
    if (isDropped) drop(event)
  }
  element.addEventListener('pointerup', end)
  element.addEventListener('pointercancel', end)
  // The click that a drag ends with means nothing.
  const swallow = (event: Event) => {
    const isByPointer = event instanceof MouseEvent && event.detail > 0
    if (isDragged && isByPointer && event.target === element) event.stopPropagation()
    isDragged = false
  }
  element.getRootNode().addEventListener('click', swallow, { capture: true })
}
