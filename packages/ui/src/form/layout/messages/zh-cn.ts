export default {
  steps: '填写步骤',
  'step-of': '第 {number} 步，共 {total} 步：{name}',
  next: '下一步',
  back: '上一步',
  'to-mend_one': '1 项需要修改',
  'to-mend_other': '{count} 项需要修改',
  'nothing-to-scan': '填写后显示二维码',
  'opens-outside': '在新窗口打开',
}
