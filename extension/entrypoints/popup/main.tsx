import { Popup } from '../../ui/Popup.tsx'
import { mount } from '../../ui/mount.tsx'
import { fitWindow } from '../../ui/toolbar-popup.ts'
import '../../ui/style.css'

fitWindow()
void mount(<Popup />)
