import { createConnection } from '../../ui/connection.ts'
import { Popup } from '../../ui/Popup.tsx'
import { mount } from '../../ui/mount.tsx'
import { parsed } from '../../ui/parsed.ts'
import { fitWindow } from '../../ui/toolbar-popup.ts'
import '../../ui/style.css'

// Read beside the texts, not after them: the form waits for both. It lives as long as the window.
const connection = createConnection(new AbortController().signal)
void parsed()
  .then(fitWindow)
  .then(() => mount(<Popup connection={connection} />))
