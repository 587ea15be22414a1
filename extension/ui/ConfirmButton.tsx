import { useState } from 'preact/hooks'
import { ignoreHeld, isOnPurpose } from './on-purpose.ts'

interface Props {
  label: string
  /** What it says once it was pressed: a second press does it. */
  sure: string
  /** The id of what says what it is about, where the words alone do not. */
  about?: string
  onConfirm: () => void
}

/** For what cannot be undone: asks once, in place, and hears no answer before that can be read. Leaving it takes it back. */
export function ConfirmButton({ label, sure, about, onConfirm }: Props) {
  const [askedAt, setAskedAt] = useState<number | null>(null)
  const onClick = (event: MouseEvent) => {
    if (askedAt === null) setAskedAt(performance.now())
    else if (isOnPurpose(event, askedAt)) onConfirm()
  }
  return (
    <button
      type="button"
      class={askedAt === null ? 'link' : 'link danger'}
      aria-live="polite"
      aria-describedby={about}
      onBlur={() => setAskedAt(null)}
      onKeyDown={ignoreHeld}
      onClick={onClick}
    >
      {askedAt === null ? label : sure}
    </button>
  )
}
