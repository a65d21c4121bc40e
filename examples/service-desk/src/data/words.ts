import type { Line } from './products.ts'
import type { Random } from './random.ts'

export type ProblemType = 'malfunction' | 'delivery' | 'billing' | 'installation' | 'other'

const malfunctions: { [line in Line]: string[] } = {
  appliance: [
    '开机后运行不到十分钟就自动停机，面板显示故障代码，重新插电后又会出现。',
    '最近噪音特别大，晚上根本没法休息，之前用着一直好好的。',
    '漏水严重，地板都泡了，麻烦尽快安排师傅上门。',
    '按键没有反应，遥控器换过电池还是不行。',
    '制冷效果很差，开了一下午屋里还是三十度。',
    '用着用着有一股焦味，我已经把电源拔了，不敢再用。',
  ],
  industrial: [
    '设备运行中频繁报警停机，产线已经停了半天，请尽快派工程师到场。',
    '通讯时断时续，上位机读不到数据，重启后能维持一两个小时。',
    '主轴温升异常，加工精度超差，已暂停使用。',
    '压力上不去，排查过管路没有泄漏，怀疑是主机问题。',
    '驱动器上电报过流，更换电机后故障依旧。',
  ],
  medical: [
    '开机自检不通过，提示传感器异常，科室目前只有这一台，请优先处理。',
    '测量结果与标准器相差较大，已停止使用，申请校准或更换。',
    '屏幕偶发黑屏，监护中断过两次，存在安全隐患。',
    '打印模块不出纸，耗材已更换，仍无法使用。',
  ],
}

/** The pump of the fragile washing machine. */
const fragile = [
  '洗到一半就停了，显示 E3，水排不出去，这已经是第二次了。',
  '排水泵嗡嗡响就是不排水，衣服泡在里面一整天。',
  '脱水时报 E3，邻居同款也是这个毛病，是不是批次问题？',
]

const others: { [type in Exclude<ProblemType, 'malfunction'>]: string[] } = {
  delivery: [
    '说好昨天送货，等了一天没人联系，物流信息三天没有更新。',
    '收到货外包装破损，机身有明显磕碰，我拍了照片，要求换新。',
    '送货师傅只肯放在楼下，当初下单写的是送货入户。',
    '少发了配件，箱单上有，箱子里没有，请补发。',
  ],
  billing: [
    '发票抬头开错了，需要重新开具增值税专用发票。',
    '多收了一笔安装材料费，报价单里没有这一项，请核实退款。',
    '付款一个多月了还没收到发票，财务这边急着入账。',
    '订单金额和合同不一致，请核对后给个说法。',
  ],
  installation: [
    '预约的安装时间改了两次，请给一个准确的上门时间。',
    '安装后发现机身不平，运行时晃动，需要重新调整。',
    '师傅说墙体不能打孔就走了，也没说后面怎么办。',
    '现场电源和要求不符，需要工程师确认接线方案。',
  ],
  other: [
    '客服电话打了好几次都占线，体验很差。',
    '想了解延保服务的价格，官网上没有写清楚。',
    '说明书里没有写怎么更换滤芯，请提供操作视频。',
    '上次来的师傅态度很好，但配件一直没到，麻烦催一下。',
  ],
}

const solutions: { [type in ProblemType]: string[] } = {
  malfunction: [
    '工程师上门检测，更换主控板后连续运行两小时正常。',
    '更换损坏部件并做整机保养，已向客户演示使用注意事项。',
    '返厂维修，期间提供备用机，修复后已送回并验收。',
    '远程升级固件并重新校准，客户确认功能恢复。',
  ],
  delivery: ['已协调物流改派，当日送达并送货入户。', '核实为运输损坏，已安排换新并承担往返运费。', '缺失配件已加急补发，客户已签收。'],
  billing: [
    '核实后重新开具发票并寄出，已提供快递单号。',
    '多收费用已原路退回，预计三个工作日到账。',
    '已与客户财务对账，补充说明并更正账单。',
  ],
  installation: [
    '重新预约并准时上门，安装调试完成，客户现场验收。',
    '更换安装支架并校平，运行无晃动。',
    '现场勘测后给出接线方案，已施工完成。',
  ],
  other: ['已致歉并说明情况，客户表示理解。', '已提供资料和操作视频，客户问题解决。', '已转产品部门跟进，并向客户反馈计划时间。'],
}

const comments: { [mark: number]: string[] } = {
  1: ['等了太久，反复打电话才有人管。', '问题拖了一个多星期，非常不满意。', '同样的毛病修了几次，不会再买了。'],
  2: ['处理太慢，中间没有人告诉我进度。', '最后是解决了，但过程很折腾。'],
  3: ['一般，希望能快一点。', '还行吧，第一次没说清楚。'],
  4: ['师傅很专业，就是预约等了几天。', '整体满意，沟通可以再及时一些。'],
  5: ['当天就上门了，非常满意！', '态度好，技术也好，给个赞。', '响应很快，问题一次解决。', '客服全程跟进，很放心。'],
}

/** What a customer writes about the problem. */
export function describeProblem(random: Random, type: ProblemType, line: Line, isFragile: boolean): string {
  if (type !== 'malfunction') return random.pick(others[type])
  return random.pick(isFragile && random.chance(0.8) ? fragile : malfunctions[line])
}

export const describeSolution = (random: Random, type: ProblemType): string => random.pick(solutions[type])
export const commentOn = (random: Random, mark: number): string => random.pick(comments[mark] ?? [])
