import { useCallback, useLayoutEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import type { CompanyValue, WorkItem } from '../../shared/recognition.ts'
import { formatNumber, t } from '../i18n.ts'
import type { OfferedSite, OutboxEntry } from '../stored.ts'
import { act } from './act.ts'
import type { ComposerStore } from './composer.ts'
import { Icon } from './Icon.tsx'
import { MessageField } from './MessageField.tsx'
import { Note, WorkItemCard } from './parts.tsx'
import { PeopleField } from './PeopleField.tsx'
import { focusAfter, PeopleNotes } from './PeopleNotes.tsx'
import { QuestionFooter } from './QuestionFooter.tsx'

interface Props {
  composer: ComposerStore
  values: CompanyValue[]
  /** What the server speaks beyond the first version. */
  features: string[]
  /** Whether a moderator has suspended the person's sending. */
  isSuspended: boolean
  onSent: (entry: OutboxEntry) => void
}

/** The form for one bright spot. Ctrl or Cmd with Enter sends from anywhere in it. */
export function Composer({ composer, values, features, isSuspended, onSent }: Props) {
  const send = useCallback(async () => {
    const entry = await composer.send()
    if (entry) onSent(entry)
    else if (!composer.question.value) focusWhatIsMissing(composer)
  }, [composer, onSent])
  // Before the first paint: who sees the form can send it.
  useLayoutEffect(() => {
    // On the document: a click on a chip that then disappears leaves the keyboard with nothing in the form.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      // One that is held would send what the first press asked about.
      if (!event.repeat) act(send())
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [send])
  const onSubmit = (event: Event) => {
    event.preventDefault()
    act(send())
  }
  const { context } = composer.draft.value
  const site = composer.site.value
  return (
    <form class="composer" onSubmit={onSubmit} noValidate>
      <div class="fields">
        {isSuspended && <Note>{t('suspended_before')}</Note>}
        <PeopleField
          composer={composer}
          focused={!composer.isLikelyForSomebody.value}
          mayInvite={features.includes('thanks-by-email')}
        />
        <PeopleNotes composer={composer} mayAsk={features.includes('handles')} />
        <MessageField composer={composer} />
        <Values values={values} composer={composer} />
        {composer.isLooking.value && <PageToCome />}
        {context && <PageCard item={context} onRemove={() => focusAfter(composer.leavePageOut)} />}
        {site && !site.on && <SiteOffer site={site} />}
      </div>
      {composer.question.value ? (
        <QuestionFooter
          composer={composer}
          question={composer.question.value}
          mayTeach={features.includes('handles')}
          onSend={() => act(send())}
        />
      ) : (
        <footer>
          <VisibilityChoice composer={composer} />
          <button type="submit" class="primary">
            {t('send')} <kbd>{/Mac/.test(navigator.platform) ? '⌘ ↵' : t('send_keys')}</kbd>
          </button>
        </footer>
      )}
    </form>
  )
}

function focusWhatIsMissing({ toNote, inPerson }: ComposerStore): void {
  const field = toNote.value || inPerson.value.length > 0 ? '#to' : '#message'
  document.querySelector<HTMLElement>(field)?.focus()
}

/** As many as fit beside a page and two people without scrolling; the rest is one click away. */
const VALUES_SHOWN = 5

function Values({ values, composer }: { values: CompanyValue[]; composer: ComposerStore }) {
  const chosen = composer.draft.value.values
  const [all, showAll] = useState(values.slice(VALUES_SHOWN).some(({ id }) => chosen.includes(id)))
  const shown = all ? values : values.slice(0, VALUES_SHOWN)
  const hidden = values.length - shown.length
  return (
    <div class="chips" role="group" aria-label={t('values_label')}>
      {shown.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          class="chip"
          aria-pressed={chosen.includes(id)}
          onClick={() => composer.toggleValue(id)}
        >
          <span>{name}</span>
        </button>
      ))}
      {hidden > 0 && (
        <button
          type="button"
          class="chip"
          aria-label={t('values_more', { count: hidden })}
          onClick={() => showAll(true)}
        >
          +{formatNumber(hidden)}
        </button>
      )}
    </div>
  )
}

/** Holds the place of the card while the page is being read. */
function PageToCome() {
  return (
    <div class="work" role="group" aria-label={t('page_label')} aria-busy="true">
      <span class="what">
        <b>{t('loading')}</b>
        <small>&nbsp;</small>
      </span>
    </div>
  )
}

function PageCard({ item, onRemove }: { item: WorkItem; onRemove: () => void }) {
  return (
    <div class="work" role="group" aria-label={t('page_label')}>
      <WorkItemCard item={item} />
      <button
        type="button"
        class="bare"
        aria-label={t('page_remove')}
        title={t('page_remove')}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </div>
  )
}

/**
 * The browser's own question must come straight from the click. The popup may be closed by it; the background hears of the
 * answer and does the rest.
 */
function SiteOffer({ site }: { site: OfferedSite }) {
  const [asked, setAsked] = useState(false)
  if (asked) return null
  const turnOn = () => {
    act(browser.permissions.request({ origins: [site.pattern] }).then(setAsked))
  }
  return (
    <div class="offer">
      <button type="button" class="link" onClick={turnOn}>
        {t('offer_site', { site: site.host })}
      </button>
      <small>{t('offer_site_why')}</small>
    </div>
  )
}

function VisibilityChoice({ composer }: { composer: ComposerStore }) {
  const { visibility } = composer.draft.value
  return (
    <span class="visibility">
      <Icon name={visibility === 'private' ? 'lock' : 'people'} />
      <select
        aria-label={t('visibility_label')}
        value={visibility}
        onChange={(event) =>
          composer.change({ visibility: event.currentTarget.value === 'public' ? 'public' : 'private' })
        }
      >
        <option value="private">{t('visibility_private')}</option>
        <option value="public">{t('visibility_public')}</option>
      </select>
    </span>
  )
}
