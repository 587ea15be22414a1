import { useLayoutEffect, useRef } from 'preact/hooks'
import { listNames, t } from '../i18n.ts'
import type { ComposerStore } from './composer.ts'
import { ignoreHeld, isOnPurpose } from './on-purpose.ts'
import type { Question } from './questions.ts'

interface Props {
  composer: ComposerStore
  question: Question
  /** Whether the server wants to know whose a name on a page is. */
  mayTeach: boolean
  /** Tries once more to send. */
  onSend: () => void
}

/**
 * One question in the place of what sends, until it is answered or the draft changes. Escape goes back to the words. It lies where
 * the pointer was, and has the keyboard: only what comes once it can be read is an answer.
 */
export function QuestionFooter({ composer, question, mayTeach, onSend }: Props) {
  const isSure = question.kind === 'sure'
  const yes = useRef<HTMLButtonElement>(null)
  const shownAt = useRef(0)
  useLayoutEffect(() => {
    shownAt.current = performance.now()
    yes.current?.focus()
  }, [question])
  const agree = (event: MouseEvent) => {
    if (!isOnPurpose(event, shownAt.current)) return
    composer.agree()
    onSend()
  }
  const disagree = (event: MouseEvent) => {
    if (isOnPurpose(event, shownAt.current)) goTo(isSure ? '#to' : '#message', composer.disagree)
  }
  const goTo = (field: string, answer: () => void) => {
    answer()
    document.querySelector<HTMLElement>(field)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    ignoreHeld(event)
    if (event.key !== 'Escape') return
    event.preventDefault()
    goTo('#message', composer.goBack)
  }
  return (
    <footer class="question" role="group" aria-labelledby="question" onKeyDown={onKeyDown}>
      <p id="question">
        <b>{questionText(question)}</b>
        {isSure && <small>{t('sure_why')}</small>}
        {isSure && mayTeach && composer.isGuessed(question.person) && <small>{t('sure_remembered')}</small>}
      </p>
      <button type="button" class="second" onClick={disagree}>
        {t(isSure ? 'sure_no' : 'again_no')}
      </button>
      <button type="button" class="primary" ref={yes} onClick={agree}>
        {t(isSure ? 'sure_yes' : 'again_yes')}
      </button>
    </footer>
  )
}

function questionText(question: Question): string {
  if (question.kind === 'again')
    return t('again_ask', { names: listNames(question.people.map(({ name }) => name)) })
  const { name, team, email } = question.person
  return team === null ? t('sure_person_email', { name, email }) : t('sure_person', { name, team })
}
