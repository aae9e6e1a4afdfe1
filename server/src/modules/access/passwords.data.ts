/** What people choose first in German and at help desks, beside the library's list of the world's commonest passwords. */
export const COMMON_PASSWORDS: readonly string[] = (
  'password passwort passw0rd p@ssw0rd kennwort geheim secret welcome willkommen letmein login admin administrator root master changeme default ' +
  'qwerty qwertz qwertyuiop qwertzuiop asdfgh asdfghjkl zxcvbn zxcvbnm yxcvbnm yxcvbn 1q2w3e4r 1qaz2wsx qazwsx qweasd qweasdzxc 123qwe q1w2e3r4 ' +
  'abc123 abcdef abcdefg abcdefgh iloveyou ichliebedich trustno1 dragon monkey sunshine princess prinzessin football fussball baseball basketball ' +
  'superman batman spiderman starwars pokemon minecraft fortnite hello hallo hallo123 test testtest tester testing test123 temp temporary guest ' +
  'user username company firma office summer sommer winter spring fruehling autumn herbst january januar february februar march maerz april mai ' +
  'june juni july juli august september october oktober november december dezember monday montag tuesday dienstag wednesday mittwoch thursday ' +
  'donnerstag friday freitag saturday samstag sunday sonntag love liebe schatz schatzi hase mausi baby angel engel flower blume computer internet ' +
  'server network netzwerk windows microsoft google apple samsung android iphone facebook amazon support helpdesk service ticket portal portico ' +
  'backup security sicherheit firewall database michael michelle daniel andreas thomas stefan christian sebastian alexander matthias markus martin ' +
  'peter hans klaus jessica jennifer ashley amanda nicole sabine sandra susanne claudia andrea anna maria julia laura sarah lisa lena jordan ' +
  'charlie george harley hunter ranger buster soccer hockey killer pepper ginger cookie cheese chocolate schokolade coffee kaffee banana orange ' +
  'purple silver gold diamond diamant shadow phoenix mustang ferrari porsche mercedes bmw audi volkswagen yamaha honda toyota berlin hamburg ' +
  'muenchen munich koeln cologne frankfurt stuttgart london paris america deutschland germany england liverpool arsenal chelsea bayern dortmund ' +
  'schalke borussia freedom freiheit whatever nothing everything matrix merlin access zugang bailey maggie jasmine lovely family familie mother ' +
  'mutter father vater sister schwester brother bruder school schule teacher lehrer money geld million dollar euro music musik guitar gitarre ' +
  'piano summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 2020 2021 2022 2023 2024 2025 2026 123456 1234567 12345678 123456789 ' +
  '1234567890 0123456789 987654321 111111 000000 121212 123123 123321 112233 654321 666666 777777 888888 555555 correct horse battery staple'
).split(' ');
