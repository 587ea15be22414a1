import type { Person } from '../../shared/recognition.ts'
import { listNames, t } from '../i18n.ts'
import type { ComposerStore } from './composer.ts'
import { Icon } from './Icon.tsx'
import { Note } from './parts.tsx'
import { reasonText } from './seen-as.ts'
import type { UnknownHandle } from './who-is-who.ts'

/** People seen on the page, one click away, and what is missing before it can be sent. */
export function PeopleNotes({ composer, mayAsk }: { composer: ComposerStore; mayAsk: boolean }) {
  const offered = composer.offered.value
  const inPerson = composer.inPerson.value.map(({ name }) => name)
  const asked = mayAsk ? composer.asked.value : null
  const [unknown] = mayAsk ? composer.unknown.value : []
  return (
    <>
      {(offered.length > 0 || unknown) && (
        <div class="offered" role="group" aria-label={t('on_this_page')}>
          <span class="quiet">{t('on_this_page')}</span>
          {offered.map((person) => (
            <Offered key={person.id} person={person} composer={composer} />
          ))}
          {unknown && <WhoIs unknown={asked ?? unknown} composer={composer} />}
        </div>
      )}

      {composer.linkedUnknown.value && (
        <Note>{t('linked_unknown', { name: composer.linkedUnknown.value })}</Note>
      )}
      {asked && <p class="quiet">{t('who_is_more', { name: asked.name })}</p>}
      {inPerson.length > 0 && (
        <Note id="to-in-person">{t('in_person_note', { names: listNames(inPerson) })}</Note>
      )}
      {composer.toNote.value && <Note id="to-note">{t(composer.toNote.value)}</Note>}
    </>
  )
}

/** What they did there is its description. */
function Offered({ person, composer }: { person: Person; composer: ComposerStore }) {
  const seenAs = composer.reasonOf(person)
  return (
    <button
      type="button"
      class="chip"
      aria-label={t('add_person', { name: person.name })}
      title={person.inPerson ? t('in_person') : seenAs && reasonText(seenAs)}
      onClick={() => focusAfter(() => composer.addRecipient(person))}
    >
      <Icon name="plus" />
      <span>
        <bdi>{person.name}</bdi>
        {person.inPerson && <small> · {t('in_person')}</small>}
      </span>
    </button>
  )
}

/** A name on the page that the server does not know: whoever knows it may say so, once, or take that back before. */
function WhoIs({ unknown, composer }: { unknown: UnknownHandle; composer: ComposerStore }) {
  const isAsked = composer.asked.value === unknown
  const turn = () => {
    composer.askFor(isAsked ? undefined : unknown)
    if (!isAsked) document.querySelector<HTMLElement>('#to')?.focus()
  }
  return (
    <button type="button" class="chip unknown" aria-pressed={isAsked} onClick={turn}>
      <span>{t('who_is', { name: unknown.name })}</span>
    </button>
  )
}

/** A control that goes with its own click leaves the keyboard to the message. */
export function focusAfter(action: () => void): void {
  action()
  document.querySelector<HTMLElement>('#message')?.focus()
}
