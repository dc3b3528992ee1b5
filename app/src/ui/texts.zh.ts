// Chinese words of the parts that every screen shares.

import type { uiEn } from './texts.en.ts';

export const uiZh: Record<keyof typeof uiEn, string> = {
  amount_hidden: '金额已隐藏',
  hide_amounts: '隐藏金额',
  decimal_point: '小数点',
  erase: '删除最后一位',
  close: '关闭',
  back: '返回',
  loading: '加载中',
  try_again: '重试',
  unreachable: '暂时无法连接银行，请检查网络。',
  defect: '应用出现问题，请重试。',
  money_moved_no: '资金没有变动。',
  money_moved_yes: '资金已经变动。',
  money_moved_unknown: '暂不确定资金是否变动。可以放心重试：同一笔只会执行一次。',
  pin: '支付密码',
  pin_hint: '请输入 6 位支付密码',
  pin_forgotten: '忘记支付密码？',
  one_moment: '请稍候…',
  digits_entered: '已输入 {{count}} / {{of}} 位',
  copy: '复制{{what}}',
  copied: '已复制',
  show_table: '以表格显示',
  offline: '当前离线，显示的数据可能不是最新。',
  reconnecting: '正在重新连接银行…',
  offline_no_money: '当前离线，联网后才能进行资金操作。',
  as_of: '截至 {{when}}',
};
