/** The top of the popup. */
export const HEADER = `
main
  heading 'Bright Spots'
  navigation 'Sections'
    button 'Send'
    button 'Inbox'
    button 'Shared'
  button 'Settings' (Settings)`

/** What may be said of it, none of it yet. */
const VALUES = `button 'Responsive' pressed=false
    button 'Reliable' pressed=false
    button 'Empathetic' pressed=false
    button 'Fast' pressed=false
    button 'Helpful' pressed=false
    button 'Show 3 more'`

/** What a screen reader finds in the composer. */
export const HEARD_COMPOSING: Record<string, string> = {
  'composer-filled': `${HEADER}
  form
    text 'To'
    text 'Jorge Benítez'
    button 'Remove Jorge Benítez'
    text 'Priya Raman'
    button 'Remove Priya Raman'
    combobox 'To' expanded=false
    status
    text 'What did they do, and what did it change for you?'
    textbox 'What did they do, and what did it change for you?'
    status
    button 'Responsive' pressed
    button 'Reliable' pressed=false
    button 'Empathetic' pressed=false
    button 'Fast' pressed=false
    button 'Helpful' pressed=false
    button 'Positive' pressed=false focused
    button 'Kept a promise' pressed=false
    button 'Crossed a silo' pressed=false
    combobox 'Who sees it' expanded=false
    button 'Send Ctrl ↵'
`,
  'composer-missing': `${HEADER}
  form
    text 'To'
    combobox 'To' expanded=false invalid focused (Choose who this is for.)
    status
    alert
      text 'Choose who this is for.'
    text 'What did they do, and what did it change for you?'
    textbox 'What did they do, and what did it change for you?' invalid (Write a line about what they did.)
    alert
      text 'Write a line about what they did.'
    status
    ${VALUES}
    combobox 'Who sees it' expanded=false
    button 'Send Ctrl ↵'
`,
  'composer-sure': `${HEADER}
  form
    text 'To'
    text 'Jorge Benítez'
    button 'Remove Jorge Benítez' (is assigned to this ticket)
    combobox 'To' expanded=false (is assigned to this ticket)
    text 'is assigned to this ticket'
    status
    text 'On this page'
    button 'Add Priya Raman' (opened this ticket)
    button 'Add Tomasz Kowalczyk' (commented here)
    text 'What did they do, and what did it change for you?'
    textbox 'What did they do, and what did it change for you?'
    status
    ${VALUES}
    text 'Invoices show the wrong currency after midnight'
    text 'Ticket · 4711'
    button 'Leave the page out' (Leave the page out)
    button 'Show the button on localhost'
    text 'So that it is one click from the page. You can turn it off at any time.'
    text 'Is this Jorge Benítez from Ledger?'
    text 'The page shows a name only, and others may have it too.'
    button 'Somebody else'
    button 'Yes, send' focused
`,
  'composer-in-person': `
main
  heading 'Bright Spots'
  navigation 'Sections'
    button 'Send'
    button 'Inbox'
    button 'Shared'
    button 'Unsent 1 unsent'
  button 'Settings' (Settings)
  form
    text 'To'
    text 'Jorge Benítez'
    button 'Remove Jorge Benítez'
    text 'Amira Said'
    button 'Remove Amira Said' (Amira Said would rather hear thanks in person. Tell them yourself; to send this to others, take them out.)
    combobox 'To' expanded=false invalid focused (Amira Said would rather hear thanks in person. Tell them yourself; to send this to others, take them out.)
    status
    alert
      text 'Amira Said would rather hear thanks in person. Tell them yourself; to send this to others, take them out.'
    text 'What did they do, and what did it change for you?'
    textbox 'What did they do, and what did it change for you?'
    status
    ${VALUES}
    combobox 'Who sees it' expanded=false
    button 'Send Ctrl ↵'
`,
}
