/** Drawn on 16 x 16, with round ends, in the colour of the text around them. */
const PATHS = {
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  settings:
    'M2 5h5.5M12 5h2M2 11h2M8.5 11H14M12 5a2.2 2.2 0 1 1-4.4 0A2.2 2.2 0 0 1 12 5zM8.4 11A2.2 2.2 0 1 1 4 11a2.2 2.2 0 0 1 4.4 0z',
  lock: 'M4.2 7.2h7.6a1 1 0 0 1 1 1v4.6a1 1 0 0 1-1 1H4.2a1 1 0 0 1-1-1V8.2a1 1 0 0 1 1-1zM5.5 7.2V5a2.5 2.5 0 0 1 5 0v2.2',
  people:
    'M8.5 5.2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM1.5 13.3c.4-2.5 2.2-3.9 4.5-3.9s4.1 1.4 4.5 3.9M10.8 3a2.5 2.5 0 0 1 0 4.4M12.2 9.8c1.3.5 2.1 1.7 2.3 3.5',
  warning: 'M8 2.3l6.2 11.2H1.8zM8 6.5v3.2M8 11.6v.1',
  clock: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.5V8l2.4 1.5',
  more: 'M3 8h.1M8 8h.1M13 8h.1',
  plus: 'M8 3v10M3 8h10',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3',
  wiki: 'M8 3.8C6.5 2.8 4.5 2.5 2 2.7v9.6c2.5-.2 4.5.1 6 1.1 1.5-1 3.5-1.3 6-1.1V2.7c-2.5-.2-4.5.1-6 1.1zM8 3.8v9.6',
  ticket: 'M2 4h12v2.5a1.5 1.5 0 0 0 0 3V12H2V9.5a1.5 1.5 0 0 0 0-3zM9.8 6.2v.1M9.8 8v.1M9.8 9.8v.1',
  review:
    'M6 3.5a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM6 12.5a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM13.4 8.5a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM4.3 5.2v5.6M4.3 5.2c.3 2.3 2.2 3.3 5.7 3.3',
  commit: 'M10.6 8a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0zM1.5 8h3.9M10.6 8h3.9',
  discussion: 'M2.3 3h11.4v7.5H7.2L4.3 13v-2.5h-2z',
  page: 'M4 1.8h5.2L12.2 4.8v9.4H4zM9 2v3h3',
} as const

export type IconName = keyof typeof PATHS

/** A sign beside words; it says nothing that the words or the control's label do not say. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
