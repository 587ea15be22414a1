import { HEADER, HEARD_COMPOSING } from './heard-composing.ts'

/**
 * What a screen reader finds on the main screens, as `hear` tells it. When a screen changes on purpose, this changes with it:
 * read it aloud first.
 */
export const HEARD: Record<string, string> = {
  ...HEARD_COMPOSING,
  'sent-going': `${HEADER}
  heading 'On its way to Jorge, Priya, and Grace' focused
  status
    text 'They see it in a few seconds. Thank you for noticing.'
  text 'Not delivered yet'
  button 'Undo, N seconds left'
`,
  'inbox-unread': `
main
  heading 'Bright Spots'
  navigation 'Sections'
    button 'Send'
    button 'Inbox 2 unread' focused
    button 'Shared'
  button 'Settings' (Settings)
  button 'Received' pressed
  button 'Sent' pressed=false
  button 'Jorge Benítez Unread now You traced the Monday queue to one shard and wrote it down so clearly that I fixed mine before stand-up.'
  link 'Round half to even in invoices Code review · ledger/billing#482'
    text 'Round half to even in invoices'
    text 'Code review · ledger/billing#482'
  text 'Reliable and Helpful'
  button 'More about this one from Jorge Benítez' expanded=false
  status
    text 'Share with colleagues?'
  button 'Share' pressed=false
  button 'Just us' pressed=false
  button 'Answer' expanded=false
  status
  button 'Noor Haddad Unread now Thanks for the tea and the two hours with the profiler.'
  text 'Just us'
  button 'More about this one from Noor Haddad' expanded=false
  button 'Answer' expanded=false
  status
`,
  'inbox-sent': `
main
  heading 'Bright Spots'
  navigation 'Sections'
    button 'Send'
    button 'Inbox 1 unread'
    button 'Shared'
  button 'Settings' (Settings)
  button 'Received' pressed=false
  button 'Sent' pressed focused
  text 'To Jorge Benítez'
  text 'now'
  text 'You found the time zone in ten minutes. Customers had waited since May.'
  text 'Just us'
  button 'Withdraw'
`,
  shared: `
main
  heading 'Bright Spots'
  navigation 'Sections'
    button 'Send'
    button 'Inbox'
    button 'Shared' focused
  button 'Settings' (Settings)
  combobox 'Team' expanded=false
  combobox 'Value' expanded=false
  heading 'Jorge Benítez to Noor Haddad'
  text 'now'
  text 'You wrote the rollback down so clearly that the night shift did it without waking anybody. It took them four minutes.'
  text 'Reliable and Helpful'
  button 'Me too' pressed (Jorge Benítez to Noor Haddad)
  status
    text 'Noor Haddad can see that you said so.'
  heading 'Jorge Benítez to Noor Haddad'
  text 'now'
  text 'Thanks for the tea and the two hours with the profiler.'
  button 'Me too' pressed=false (Jorge Benítez to Noor Haddad)
  status
  status
`,
  settings: `
main
  heading 'Bright Spots settings'
  region 'You'
    heading 'You'
    text 'Ada Example'
    text 'ada.example@corp.example'
    text 'SERVER'
    button 'Change server or person' expanded=false
    button 'Sign out'
    text 'Your inbox leaves this browser. What you have not sent is kept for you.'
  region 'The button on pages'
    heading 'The button on pages'
    text 'On no site yet. Open a page of your wiki or tracker, click the spot in the toolbar, and turn it on there.'
  checkbox 'Tell me when a bright spot arrives Says who it is from, never what it says.' checked
  text 'Tell me when a bright spot arrives'
  text 'Says who it is from, never what it says.'
  region 'What reaches you'
    heading 'What reaches you'
    text 'Share what I receive with colleagues'
    radio 'Always' checked=false
    radio 'Ask me each time' checked
    radio 'Never' checked=false
    text 'Only those whose sender allows it; the rest stay between you. What you choose holds for new ones, and you can change it for each in your inbox.'
    heading 'Snooze'
    text 'No notices until it ends; then one tells you what came. The number in the toolbar goes on saying what is unread, and nobody else learns of it.'
    status
    button 'Until tomorrow morning'
    button 'For a week'
    button 'Until I turn them on again'
    checkbox 'Quiet hours No notices in these hours, by the clock of this computer. What came meanwhile is told afterwards, at once.' checked=false
    text 'Quiet hours'
    text 'No notices in these hours, by the clock of this computer. What came meanwhile is told afterwards, at once.'
    heading 'Muted people'
    text 'Nobody. In the inbox you can mute whoever sent you one.'
    checkbox 'I prefer thanks in person Whoever looks for you sees that you prefer thanks in person, and can send you none. You can still send, and what you have received stays.' checked=false
    text 'I prefer thanks in person'
    text 'Whoever looks for you sees that you prefer thanks in person, and can send you none. You can still send, and what you have received stays.'
  text 'Language'
  combobox 'Language' expanded=false
  region 'Your names in tools'
    heading 'Your names in tools'
    text 'None yet. When a colleague thanks you from a page with your user name on it, you are asked here whether it is yours.'
  region 'Your browsers'
    heading 'Your browsers'
    text 'You are signed in here. Sign out of any that you no longer use.'
    text 'A test'
    text 'Last used: today'
    button 'Sign out' (A test Last used: today)
    text 'Chrome on Linux'
    text 'This browser'
    button 'Sign out' (Chrome on Linux This browser)
  region 'Your data, and leaving'
    heading 'Your data, and leaving'
    text 'Everything that the server has about you, in one file (JSON).'
    button 'Download my data'
    status
    button 'Delete my account' expanded=false
`,
}
