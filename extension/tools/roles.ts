import type { PersonRole } from '../../shared/recognition.ts'

type Words = readonly (readonly [PersonRole, RegExp])[]

/** What people are called by their part: labels of fields in the product's languages, and some more. */
const LABELS: Words = [
  [
    'assignee',
    /^(?:assign(?:ee|é)[es]*|(?:assigned|zugewiesen|assignée?|attribuée?|asignad[oa]|atribuíd[oa]|assegnato|toegewezen)(?: (?:to|an|à|a|para|aan))?|owner|responsible|delegate|zuständig|bearbeiter|verantwortlich(?:er)?|responsable|encargado|responsável|исполнитель|назначено?|ответственный|担当者?|经办人|负责人|指派给|المسؤول|المكلف|מוקצה ל|אחראי|מטפל)$/iu,
  ],
  [
    'author',
    /^(?:authors?|(?:page )?creator|reporter|submitter|request[eo]r|autore?s?|auteure?|autrice|autor|verfasser|ersteller|melder|rapporteur|demandeur|cread?or|informador|criador|relator|автор|инициатор|作成者|報告者|起票者|作者|报告人|创建者|المؤلف|الكاتب|المبلغ|מחבר|מדווח|יוצר)$/iu,
  ],
  ['editor', /^(?:(?:last|latest) (?:author|editor)|最終更新者|更新者|最后修改者)$/iu],
  [
    'reviewer',
    /^(?:reviewers?|auditors?|prüfer|relecteurs?|revisor(?:es)?|レビュー担当者?|レビュアー|评审者|المراجع|סוקר)$/iu,
  ],
  ['approver', /^(?:approvers?|承認者)$/iu],
  ['participant', /^committer$/iu],
]

/** What people did, as the words for it begin. */
const DEEDS: Words = [
  ['assignee', /^(?:assigned|owned|handled|zugewiesen|assigné|asignado|atribuído)/iu],
  [
    'editor',
    /^(?:(?:last|latest|zuletzt|dernière|última) )?(?:edit|modif|chang|updat|geänder|bearbeit|mis à jour|actuali|atuali|изменен|更新|編集|修改|עודכן|נערך|تعديل|عدل|حدث)/iu,
  ],
  ['reviewer', /^(?:review|accept|requested changes|geprüft|relu|revisad)/iu],
  ['approver', /^(?:approv|genehmigt|aprob|aprova)/iu],
  [
    'author',
    /^(?:wants to merge|authored|cre|cré|opened|reported|posted|written|submitted|publi|started|asked|raised|filed|committed|propos|erstellt|eröffnet|gemeldet|geschrieben|veröff|ouvert|écrit|rédig|abri|escri|criad|criou|abert|scritt|созда|открыл|作成|创建|كتب|أنشأ|נוצר|נכתב|פתח)/iu,
  ],
]

const REMARKED =
  /^(?:commented|replied|wrote|said|answered|(?:added|left) a comment|kommentiert|schrieb|commenté|répondu|(?:coment|respondi|escribi)ó|comentou|respondeu|escreveu|コメント|написал|علق|הגיב)/iu

const BY = /(?:^|[\s\d])(?:by|to|von|durch|par|por|da|door|av|على يد|על ידי|מאת|بواسطة|من قبل)(?=\s|$)/giu

/** A line before and after each 'by' in it. */
export function atBy(line: string): [string, string][] {
  const ends = Array.from(line.matchAll(BY), (by) => by.index + by[0].length)
  return ends.map((end) => [line.slice(0, end), line.slice(end).trim()])
}

/** The item itself, as a line may begin with it: 'This page was last edited by'. */
const SUBJECT =
  /^(?:this |the |diese[rs]? |cette |esta )?(?:page|seite|document|article|issue|ticket|topic|task|revision|página|artículo)(?: was| has been| is| wurde| a été| foi| fue)? /iu

function roleIn(words: Words, text: string): PersonRole | undefined {
  return words.find(([, word]) => word.test(text))?.[0]
}

/** The role that a label tells, with a colon, a star or none; undefined for any other text. */
export function roleLabelled(text: string): PersonRole | undefined {
  const label = text.replace(/[\s:：*]+$/u, '')
  return label.length < 40 ? roleIn(LABELS, label) || roleDone(label) || undefined : undefined
}

/** 'Created on 3 March by'. A bare 'by', or with a time alone, tells who wrote: of none but people. */
function roleDone(clause: string): PersonRole | '' | undefined {
  const [before = '', after] = atBy(clause).at(-1) ?? []
  if (after !== '') return undefined
  const deed = before.replace(SUBJECT, '').replace(/\S+$/u, '').trim()
  if (deed === '' || /^\d/.test(deed)) return ''
  const role = roleIn(DEEDS, deed) ?? (/^(?:add|hinzu|ajout|añad)/iu.test(deed) ? 'author' : undefined)
  return / to$/i.test(before) && role !== 'assignee' ? undefined : role
}

/** A role, and whether what stands before it is enough to take the name of any link for a person's. */
interface RoleBefore {
  role: PersonRole
  isSure: boolean
}

/** The role of who is named after a text: 'Created on 3 March by', 'Reporter:'. The last clause that tells one counts. */
export function roleBefore(text: string): RoleBefore | undefined {
  const cuts = Array.from(text.matchAll(/[.,;·|–—]\s+|[()[\]]\s*/gu), (cut) => cut.index + cut[0].length)
  const told = [...cuts.toReversed(), 0].flatMap((cut) => {
    const clause = text
      .slice(cut)
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .trim()
    const labelled = /[:：]$/u.test(clause) ? roleLabelled(clause) : undefined
    const role = labelled || roleDone(clause)
    if (role === undefined) return []
    return role
      ? [{ role, isSure: cut === 0 || role !== 'author' }]
      : [{ role: 'author' as const, isSure: false }]
  })
  return told.find(({ isSure }) => isSure) ?? told[0]
}

/** The role of who is named before a text: 'opened this issue on 3 March', 'hat kommentiert'. */
export function roleAfter(text: string): PersonRole | undefined {
  const deed = text.replace(/^(?:hat|has|a|ha|さんが|が)\s+/iu, '')
  if (REMARKED.test(deed)) return 'commenter'
  const role = roleIn(DEEDS, deed)
  return role === 'assignee' || (role === 'editor' && !/^(?:last )?\S+ (?:this|on|\d)/.test(deed))
    ? undefined
    : role
}
