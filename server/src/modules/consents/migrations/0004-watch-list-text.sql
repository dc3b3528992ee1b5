-- Whoever joins is looked up in lists of people a bank may not serve, and those who keep the lists
-- get a name, an id number and a day of birth. That is one more who gets data: all are asked anew.

insert into consents.versions (purpose, version, effective_from, asks_again) values
  ('personal_data', 3, '2000-01-03', true);

insert into consents.texts (purpose, version, locale, title, what, why, how_long, with_whom) values
('personal_data', 3, 'en', 'Personal data for your account',
 'Your name, resident id number, phone number, the picture of your id if you take one, the last four digits and the bank of your card, your devices, and your payments.',
 'The law requires a bank to know its customers, and payments cannot be made without these data.',
 'While you have an account, and ten years after it is closed, because the law against money laundering says so; that includes the copy of your id. What the law does not ask for is deleted when you close it. A picture taken by somebody who does not go on is deleted after thirty days.',
 'The bank of your card, which compares name, id number, card number and phone. The SMS gateway gets your phone number and the message. The reader of documents gets the picture of your id and keeps nothing. Who keeps the lists of people a bank may not serve gets your name, id number and day of birth, to say whether you are on one. People you pay see your masked name. Authorities, when the law obliges us.'
),
('personal_data', 3, 'zh', '开户所需个人信息',
 '您的姓名、身份证号码、手机号、证件照片（如您拍摄）、银行卡的后四位和发卡行、您的设备以及您的收付记录。',
 '法律要求银行了解客户身份；没有这些信息无法办理收付款。',
 '在您持有账户期间保存；依反洗钱法规定，注销后再保存十年，包括证件影印件。法律未要求保存的信息在注销时删除。未继续开户的，所拍摄的证件照片在三十天后删除。',
 '发卡银行（比对姓名、身份证号码、卡号和手机号）；短信网关（手机号和短信内容）；证件识别服务（证件照片，识别后不留存）；法定名单的核查服务（姓名、身份证号码和出生日期，用于核对是否在名单上）；向您收付款的人可见脱敏后的姓名；法律规定的有权机关。'
);
