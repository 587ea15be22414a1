import type { Recognition } from '../../shared/recognition.ts'
import { act } from './act.ts'
import { WorkItemCard } from './parts.tsx'
import { openTab } from './toolbar-popup.ts'

interface Props {
  item: Pick<Recognition, 'context'>
  onOpen?: () => void
}

/** The way to where it happened. */
export function WorkLink({ item: { context }, onOpen }: Props) {
  if (!context) return null
  const onClick = (event: MouseEvent) => {
    onOpen?.()
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    act(openTab(context.url))
  }
  return (
    <a class="work" href={context.url} target="_blank" rel="noopener noreferrer" onClick={onClick}>
      <WorkItemCard item={context} />
    </a>
  )
}
