import { Popup } from '../../ui/Popup.tsx'
import { fitWindow } from '../../ui/fit-window.ts'
import { mount } from '../../ui/mount.tsx'
import '../../ui/style.css'

fitWindow()
mount(<Popup />)
