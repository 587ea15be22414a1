import type { ComponentChildren } from 'preact'
import { t } from '../i18n.ts'
import type { Person, WorkItem } from '../../shared/recognition.ts'
import { Icon } from './Icon.tsx'

/** Our mark: a spot of light. */
export function Spot({ size }: { size: number }) {
  return <img class="spot" src="/icon/spot.svg" width={size} height={size} alt="" />
}

/** The place of what is on its way, in words for those who cannot see that it is empty. */
export function Loading({ place }: { place: 'view' | 'composer' }) {
  return <div class={place} role="status" aria-busy="true" aria-label={t('loading')} />
}

/** Four calm hues, the same for the same person everywhere. */
const HUES = ['violet', 'teal', 'rose', 'blue'] as const

function hueOf(id: string): string {
  const sum = Array.from(id).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return HUES[sum % HUES.length] ?? 'violet'
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  )
  return letters.join('').toLocaleUpperCase()
}

export function Avatar({ id, name, large = false }: { id: string; name: string; large?: boolean }) {
  return (
    <span class={`avatar ${hueOf(id)}${large ? ' large' : ''}`} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

/** The face of a sender or recipient; a leaver has none any more. */
export function Face({ person: { id, name, former } }: { person: Person }) {
  if (!former) return <Avatar id={id} name={name} large />
  return (
    <span class="avatar large former" aria-hidden="true">
      <Icon name="people" />
    </span>
  )
}

export function kindName(kind: WorkItem['kind']): string {
  return t(`kind_${kind}`)
}

/** 'Wiki page · wiki.corp.example' */
function workItemNote(item: WorkItem): string {
  const where = item.key && item.key !== item.title ? item.key : URL.parse(item.url)?.host
  return [kindName(item.kind), where].filter(Boolean).join(' · ')
}

/** The sign and the words of a work item, as they stand in a card. */
export function WorkItemCard({ item }: { item: WorkItem }) {
  return (
    <>
      <span class="kind">
        <Icon name={item.kind} />
      </span>
      <span class="what">
        <b>
          <bdi>{item.title}</bdi>
        </b>
        <small>{workItemNote(item)}</small>
      </span>
    </>
  )
}

/** Our mark as a light of its own, with the orbits of people around it. */
export function Light({ size, children }: { size: number; children?: ComponentChildren }) {
  return (
    <div class="light">
      {children}
      <Spot size={size} />
    </div>
  )
}

interface StageProps {
  title: string
  /** Whether it is the heading of the whole page. */
  whole?: boolean
  children?: ComponentChildren
}

/** What a fault or an empty place says, with our mark above it. */
export function Stage({ title, whole = false, children }: StageProps) {
  return (
    <div class="stage">
      <Light size={84} />
      {whole ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </div>
  )
}

/** Something to do next, said beside what it is about. */
export function Note({ id, children }: { id?: string; children: ComponentChildren }) {
  return (
    <p class="note" role="alert" {...(id === undefined ? {} : { id })}>
      <Icon name="warning" />
      <span>{children}</span>
    </p>
  )
}
