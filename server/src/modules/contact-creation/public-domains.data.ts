/** Mail providers where anybody can have an address. A domain missing here is treated as a company's own. */
export const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es outlook.com outlook.de outlook.fr outlook.es
  outlook.it outlook.jp live.com live.de live.fr live.nl live.co.uk live.com.au msn.com passport.com windowslive.com yahoo.com yahoo.co.uk yahoo.de
  yahoo.fr yahoo.it yahoo.es yahoo.ca yahoo.com.au yahoo.com.br yahoo.co.in yahoo.co.jp yahoo.in ymail.com rocketmail.com myyahoo.com icloud.com
  me.com mac.com aol.com aol.de aim.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com keemail.me
  gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.org gmx.eu gmx.info gmx.co.uk gmx.fr web.de email.de freenet.de t-online.de magenta.de arcor.de
  vodafone.de vodafonemail.de 1und1.de online.de kabelmail.de unitybox.de posteo.de posteo.net mailbox.org mail.de freemail.de bluewin.ch
  hispeed.ch sunrise.ch gmx.biz aon.at chello.at orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr libero.it
  virgilio.it alice.it tiscali.it tin.it fastwebnet.it telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl xs4all.nl
  btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net
  cox.net charter.net earthlink.net juno.com optonline.net rogers.com shaw.ca sympatico.ca telus.net videotron.ca bigpond.com bigpond.net.au
  optusnet.com.au iinet.net.au xtra.co.nz mail.com email.com usa.com europe.com post.com mail.ru inbox.ru list.ru bk.ru yandex.ru yandex.com
  rambler.ru ukr.net i.ua wp.pl o2.pl onet.pl interia.pl op.pl seznam.cz email.cz centrum.cz azet.sk freemail.hu citromail.hu abv.bg mail.bg
  qq.com 163.com 126.com sina.com sohu.com foxmail.com yeah.net naver.com daum.net hanmail.net rediffmail.com uol.com.br bol.com.br terra.com.br
  ig.com.br globo.com fastmail.com fastmail.fm hushmail.com zoho.com zohomail.com zohomail.eu hey.com duck.com mozmail.com simplelogin.com
  mailinator.com guerrillamail.com 10minutemail.com yopmail.com trashmail.com temp-mail.org sharklasers.com`
    .split(/\s+/)
    .filter(Boolean),
);
