// Five weeks in the life of the three personas, so that a first visitor finds bills, a month chart
// and a transfer that waits to be accepted. Days count back from today; times are Beijing's.

export type Who = 'lin' | 'chen' | 'wang';

/** When a step happens: a time on a day before today, or minutes before now. */
export type When =
  | { readonly daysAgo: number; readonly time: string }
  | { readonly minutesAgo: number };

export type Step = When &
  (
    | { readonly does: 'joins'; readonly who: Who }
    | { readonly does: 'tops_up' | 'withdraws'; readonly who: Who; readonly yuan: string }
    | {
        readonly does: 'sends';
        readonly who: Who;
        readonly to: Who;
        readonly yuan: string;
        readonly note: string;
        /** Held until the payee does this; `nothing` leaves it waiting. */
        readonly payee?: 'accepts' | 'returns' | 'nothing';
      }
  );

/** How far back the story begins, in days. */
export const STORY_DAYS = 35;

const on = (daysAgo: number, time: string) => ({ daysAgo, time });
const joins = (when: When, who: Who): Step => ({ ...when, does: 'joins', who });
const topsUp = (when: When, who: Who, yuan: string): Step => ({
  ...when,
  does: 'tops_up',
  who,
  yuan,
});
const withdraws = (when: When, who: Who, yuan: string): Step => ({
  ...when,
  does: 'withdraws',
  who,
  yuan,
});
const sends = (
  when: When,
  who: Who,
  to: Who,
  yuan: string,
  note: string,
  payee?: 'accepts' | 'returns' | 'nothing',
): Step => ({ ...when, does: 'sends', who, to, yuan, note, ...(payee && { payee }) });

/** Every step, in the order of time. */
export const STORY: readonly Step[] = [
  joins(on(34, '08:10'), 'wang'),
  topsUp(on(34, '08:20'), 'wang', '9000'),
  joins(on(34, '08:40'), 'chen'),
  topsUp(on(34, '08:45'), 'chen', '6000'),
  joins(on(34, '09:05'), 'lin'),
  topsUp(on(34, '09:12'), 'lin', '5000'),
  sends(on(34, '12:25'), 'lin', 'chen', '36.50', '午饭 Lunch'),
  sends(on(33, '19:40'), 'chen', 'lin', '98', '电影票 Movie tickets'),
  sends(on(32, '10:00'), 'wang', 'lin', '2600', '海报设计 Poster design'),
  sends(on(31, '18:55'), 'lin', 'chen', '152.80', '火锅 Hotpot, my half'),
  sends(on(30, '09:00'), 'lin', 'wang', '2800', '房租 Rent'),
  sends(on(29, '12:10'), 'lin', 'chen', '32', '午饭 Lunch'),
  sends(on(28, '21:15'), 'chen', 'wang', '260', '团购水果 Fruit, group order', 'accepts'),
  sends(on(27, '08:30'), 'lin', 'wang', '18', '豆浆油条 Breakfast'),
  sends(on(27, '20:00'), 'chen', 'lin', '66.60', '打车 Taxi home'),
  sends(on(26, '13:05'), 'lin', 'chen', '400', '演唱会 Concert ticket', 'accepts'),
  topsUp(on(25, '10:30'), 'chen', '2000'),
  sends(on(24, '11:45'), 'wang', 'lin', '188', '谢谢帮忙 Thank you'),
  sends(on(24, '19:20'), 'lin', 'chen', '58.30', '烧烤 Barbecue'),
  sends(on(23, '09:50'), 'lin', 'wang', '126.40', '水电费 Water and power'),
  sends(on(22, '15:30'), 'chen', 'lin', '1200', '相机押金 Camera deposit', 'accepts'),
  sends(on(21, '12:20'), 'lin', 'chen', '29.90', '午饭 Lunch'),
  withdraws(on(20, '17:00'), 'lin', '1500'),
  sends(on(19, '20:35'), 'lin', 'chen', '75', '羽毛球场 Badminton court'),
  sends(on(18, '10:15'), 'wang', 'lin', '1800', '菜单插画 Menu illustrations'),
  sends(on(18, '22:05'), 'chen', 'wang', '45', '蛋糕 Cake'),
  sends(on(17, '14:00'), 'lin', 'chen', '1200', '相机押金退还 Deposit back'),
  sends(on(16, '08:40'), 'lin', 'wang', '22', '早餐 Breakfast'),
  sends(on(15, '19:10'), 'chen', 'lin', '300', '误转 Sent by mistake?', 'returns'),
  sends(on(14, '12:30'), 'lin', 'chen', '41.20', '午饭 Lunch'),
  topsUp(on(13, '09:30'), 'lin', '3000'),
  sends(on(13, '18:45'), 'lin', 'wang', '520', '生日快乐 Happy birthday!', 'accepts'),
  sends(on(12, '20:20'), 'wang', 'chen', '900', '搬家帮忙 Help with moving'),
  sends(on(11, '11:00'), 'lin', 'chen', '88', '书 Books'),
  sends(on(10, '21:30'), 'chen', 'lin', '137.50', '晚餐 Dinner'),
  sends(on(9, '12:15'), 'lin', 'chen', '33', '午饭 Lunch'),
  sends(on(8, '09:20'), 'wang', 'lin', '3200', '包装设计 Packaging design'),
  sends(on(7, '16:40'), 'lin', 'wang', '268', '茶叶 Tea for my parents'),
  sends(on(6, '19:55'), 'lin', 'chen', '116.60', '火锅 Hotpot'),
  withdraws(on(6, '21:00'), 'chen', '800'),
  sends(on(5, '12:40'), 'lin', 'chen', '35.80', '午饭 Lunch'),
  sends(on(4, '10:10'), 'chen', 'lin', '450', '火车票 Train tickets', 'accepts'),
  sends(on(3, '08:25'), 'lin', 'wang', '19.50', '早餐 Breakfast'),
  sends(on(3, '18:05'), 'lin', 'chen', '64', '电影票 Movie tickets'),
  sends(on(2, '13:30'), 'wang', 'lin', '680', '加急修改 Rush changes'),
  sends(on(2, '20:45'), 'lin', 'wang', '126.40', '水电费 Water and power'),
  sends(on(1, '12:20'), 'lin', 'chen', '38', '午饭 Lunch'),
  sends(on(1, '19:30'), 'chen', 'lin', '52.50', '打车 Taxi'),
  sends({ minutesAgo: 150 }, 'lin', 'wang', '26', '奶茶 Milk tea'),
  sends({ minutesAgo: 95 }, 'wang', 'lin', '88', '下午茶 Afternoon tea'),
  sends({ minutesAgo: 25 }, 'chen', 'lin', '188.88', '生日快乐 Happy birthday!', 'nothing'),
];
