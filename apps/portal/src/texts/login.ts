import { defineArea } from './area.ts'

export const loginTexts = defineArea('portal.login', {
  title: { 'zh-CN': '登录', en: 'Sign in' },
  trialTitle: { 'zh-CN': '以谁的身份试用？', en: 'Who would you like to be?' },
  trialHint: {
    'zh-CN': '这是试用版，只在这台电脑上可见。选一位示例同事登录，随时可以换人。',
    en: 'This is a trial, visible on this computer only. Sign in as a sample colleague; switch at any time.',
  },
  trialPeople: { 'zh-CN': '示例同事', en: 'Sample people' },
  colleagues: { 'zh-CN': '其他同事', en: 'Other colleagues' },
  findColleague: { 'zh-CN': '按姓名、职位或团队查找', en: 'Find by name, job or team' },
  nobodyFound: { 'zh-CN': '没有找到“{search}”。', en: 'Nobody matches “{search}”.' },
  login: { 'zh-CN': '登录名', en: 'Login' },
  password: { 'zh-CN': '密码', en: 'Password' },
  submit: { 'zh-CN': '登录', en: 'Sign in' },
  codeHint: {
    'zh-CN': '请输入手机验证器显示的 6 位验证码。手机不在身边时，输入一个恢复码。',
    en: 'Enter the six-digit code of your authenticator app. Without your phone, enter a recovery code.',
  },
  code: { 'zh-CN': '验证码', en: 'Code' },
  codeMissing: { 'zh-CN': '请输入验证码。', en: 'Enter the code.' },
  back: { 'zh-CN': '返回', en: 'Back' },
  missing: { 'zh-CN': '请填写登录名和密码。', en: 'Enter your login and password.' },
  againTitle: { 'zh-CN': '登录已失效', en: 'Your session has ended' },
  againHint: {
    'zh-CN': '你填写的内容还在。{name}，请重新登录，然后继续。',
    en: 'What you typed is still here. Sign in again, {name}, and go on.',
  },
  goOnAs: { 'zh-CN': '以{name}的身份继续', en: 'Go on as {name}' },
  someoneElse: { 'zh-CN': '换一个人登录', en: 'Sign in as somebody else' },
  setupTitle: { 'zh-CN': '设置管理员', en: 'Set up the administrator' },
  setupHint: {
    'zh-CN': '这个链接只能用一次。设置完成后，你就是这套系统的管理员。',
    en: 'This link works once. When you are done you administer this installation.',
  },
  name: { 'zh-CN': '姓名', en: 'Name' },
  passwordAgain: { 'zh-CN': '再输一次密码', en: 'Repeat password' },
  passwordsDiffer: { 'zh-CN': '两次输入的密码不一致。', en: 'The two passwords differ.' },
  passwordMissing: { 'zh-CN': '请填写密码。', en: 'Enter a password.' },
  create: { 'zh-CN': '创建管理员', en: 'Create administrator' },
  noToken: {
    'zh-CN': '链接里缺少设置码。请使用服务器启动时打印的完整链接。',
    en: 'The link lacks its code. Use the whole link the server printed when it started.',
  },
  nameMissing: { 'zh-CN': '请填写姓名。', en: 'Enter your name.' },
  loginMissing: { 'zh-CN': '请填写登录名。', en: 'Enter a login.' },
})
