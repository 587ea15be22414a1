import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Person } from '../../shared/recognition.ts'
import { RECIPIENTS_MAX } from '../../shared/limits.ts'
import { t } from '../i18n.ts'
import type { Recipient } from '../stored.ts'
import { act } from './act.ts'
import type { ComposerStore } from './composer.ts'
import { wordsForNow } from './fault-words.ts'
import { focusOn } from './focus.ts'
import { Icon } from './Icon.tsx'
import type { PeopleSearch } from './people-field.ts'
import { Avatar, Note } from './parts.tsx'
import { reasonText } from './seen-as.ts'

/** As in `PeopleNotes`. */
const IN_PERSON_NOTE = 'to-in-person'

const optionId = (index: number) => `person-option-${index}`

interface Props {
  composer: ComposerStore
  focused: boolean
  /** Whether somebody outside of the directory may be thanked. */
  mayInvite: boolean
}

/** The recipients as pills, and a search for more: arrow keys choose, Enter takes, Backspace takes the last one away. */
export function PeopleField({ composer, focused, mayInvite }: Props) {
  const { search } = composer
  const input = useRef<HTMLInputElement>(null)
  const isThere = useRef(false)
  useLayoutEffect(() => {
    act(search.load())
    if (focused && !(isThere.current && isInAnotherControl())) focusOn(input.current)
    isThere.current = true
  }, [search, focused])
  const { recipients } = composer.draft.value

  const take = (person: Person) => {
    composer.pick(person)
    search.type('')
    input.current?.focus()
  }
  const remove = (id: string) => {
    composer.removeRecipient(id)
    input.current?.focus()
  }
  const unknownEmail = mayInvite ? search.unknownEmail.value : null
  const invite = async (email: string) => {
    const person = await search.invite(email)
    if (person) take(person)
  }
  const onInvite = unknownEmail === null ? null : () => act(invite(unknownEmail))
  return (
    <div class="people">
      <label for="to">{t('to_label')}</label>
      <div class="field pills" onClick={() => input.current?.focus()}>
        {recipients.map((person) => (
          <Pill key={person.id} person={person} onRemove={() => remove(person.id)} />
        ))}
        <SearchInput composer={composer} onTake={take} onInvite={onInvite} inputRef={input} />
      </div>
      <Reasons recipients={recipients} />
      <Results search={search} onTake={take} />
      <SearchNotes search={search} full={recipients.length >= RECIPIENTS_MAX} onInvite={onInvite} />
      <ResultsCount count={search.results.value.length} />
    </div>
  )
}

const reasonId = (id: string) => `why-${id}`

/** Of what says something about somebody among the recipients; '' when nothing does. */
function aboutId({ id, inPerson, seenAs }: Recipient): string {
  if (inPerson) return IN_PERSON_NOTE
  return seenAs?.role ? reasonId(id) : ''
}

/** Under the pills, why somebody from the page is among them; with the name where there are several. */
function Reasons({ recipients }: { recipients: Recipient[] }) {
  return recipients.map(
    ({ id, name, seenAs, inPerson }) =>
      seenAs?.role &&
      !inPerson && (
        <small key={id} id={reasonId(id)} class="why">
          {recipients.length > 1 && <bdi>{name}</bdi>}
          {recipients.length > 1 && ' · '}
          {reasonText(seenAs)}
        </small>
      ),
  )
}

function Pill({ person, onRemove }: { person: Recipient; onRemove: () => void }) {
  return (
    <span class={person.inPerson ? 'pill in-person' : 'pill'}>
      <Avatar id={person.id} name={person.name} />
      <bdi class="name">{person.name}</bdi>
      <button
        type="button"
        class="bare"
        aria-label={t('to_remove', { name: person.name })}
        aria-describedby={aboutId(person) || undefined}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </span>
  )
}

/** Whoever went on from the message while the page was read stays there. */
function isInAnotherControl(): boolean {
  return document.activeElement?.closest('button, select, input') !== null
}

interface InputProps {
  composer: ComposerStore
  onTake: (person: Person) => void
  onInvite: (() => void) | null
  inputRef: { current: HTMLInputElement | null }
}

function SearchInput({ composer, onTake, onInvite, inputRef }: InputProps) {
  const { search, toNote } = composer
  const { recipients } = composer.draft.value
  const open = search.results.value.length > 0
  const isInPerson = composer.inPerson.value.length > 0
  const about = toNote.value ? 'to-note' : recipients.map(aboutId).join(' ').trim()
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = search.results.value[search.active.value]
    if (event.key === 'ArrowDown') search.move(1)
    else if (event.key === 'ArrowUp') search.move(-1)
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.isComposing) {
      // Also when nobody is found yet: the form is sent by Ctrl or Cmd with Enter, never by a name typed in haste.
      if (chosen) onTake(chosen)
      else onInvite?.()
    } else if (event.key === 'Escape' && open) search.type('')
    else if (event.key === 'Backspace' && search.query.value === '' && recipients.length > 0)
      composer.removeRecipient(recipients.at(-1)?.id ?? '')
    else return
    event.preventDefault()
  }
  return (
    <input
      id="to"
      ref={inputRef}
      role="combobox"
      autocomplete="off"
      aria-autocomplete="list"
      aria-expanded={open}
      aria-controls="people-results"
      aria-invalid={toNote.value !== null || isInPerson}
      aria-describedby={about || undefined}
      aria-activedescendant={open ? optionId(search.active.value) : undefined}
      placeholder={recipients.length === 0 ? t('to_placeholder') : t('to_add_more')}
      value={search.query.value}
      onInput={(event) => search.type(event.currentTarget.value)}
      onFocus={() => (search.isAway.value = false)}
      onBlur={() => (search.isAway.value = true)}
      onKeyDown={onKeyDown}
    />
  )
}

function Results({ search, onTake }: { search: PeopleSearch; onTake: (person: Person) => void }) {
  const { results, active } = search
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[active.value]?.scrollIntoView({ block: 'nearest' })
  }, [active.value])
  return (
    <ul
      id="people-results"
      ref={list}
      role="listbox"
      aria-label={t('to_results')}
      class="results"
      hidden={results.value.length === 0}
    >
      {results.value.map((person, index) => (
        <li
          key={person.id}
          id={optionId(index)}
          role="option"
          class={person.inPerson && 'in-person'}
          aria-selected={index === active.value}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(person)}
        >
          <Avatar id={person.id} name={person.name} />
          <span class="who">
            <b>
              <bdi>{person.name}</bdi>
            </b>
            <small>
              {[person.inPerson && t('in_person'), person.team, person.email].filter(Boolean).join(' · ')}
            </small>
          </span>
        </li>
      ))}
    </ul>
  )
}

interface NotesProps {
  search: PeopleSearch
  full: boolean
  onInvite: (() => void) | null
}

function SearchNotes({ search, full, onInvite }: NotesProps) {
  if (full) return <Note>{t('to_full', { most: RECIPIENTS_MAX })}</Note>
  if (search.query.value.trim() === '') return null
  if (search.fault.value)
    return <Note>{t('to_recent_only', { problem: wordsForNow(search.fault.value) })}</Note>
  if (search.inviteFault.value) return <Note>{wordsForNow(search.inviteFault.value)}</Note>
  if (onInvite) return <Invite email={search.query.value.trim()} onInvite={onInvite} />
  return search.nobody.value ? <Note>{t('to_nobody')}</Note> : null
}

function Invite({ email, onInvite }: { email: string; onInvite: () => void }) {
  return (
    <div class="offer" role="status">
      <button type="button" class="link" onClick={onInvite}>
        {t('people_invite', { email })}
      </button>
      <small>{t('people_invite_why')}</small>
    </div>
  )
}

/** Always there: screen readers say what changes in a place that they know. */
function ResultsCount({ count }: { count: number }) {
  return (
    <span class="spoken" role="status">
      {count > 0 && t('to_results_count', { count })}
    </span>
  )
}
