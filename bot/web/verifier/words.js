// What this page says in the languages of its switch, one after the other, apart by | or on lines of their own.

const LANGUAGES = ["es", "en", "pt"];
const WORDS = {
  title: "Comprobar un sorteo|Check a draw|Conferir um sorteio",
  intro: `Calcula de nuevo quién ganó. Nada sale de este aparato; guardada, la página funciona sin red.
    Works out again who won. Nothing leaves this device; once saved, the page works without a network.
    Calcula de novo quem ganhou. Nada sai deste aparelho; salva, a página funciona sem rede.`,
  choose: "Elegir el archivo|Choose the file|Escolher o arquivo",
  paste: "o suéltalo o pégalo aquí|or drop or paste it here|ou solte-o ou cole-o aqui",
  valid: "Las cuentas son correctas|The arithmetic is right|As contas estão certas",
  wrong: "Esta prueba no vale|This proof does not hold|Esta prova não vale",
  practice: "Solo práctica|Practice only|Só prática",
  hash: "Ahora compara el hash|Now compare the hash|Agora compare o hash",
  hashWhy: `Los 64 dígitos deben ser los publicados antes del sorteo, en un mensaje sin editar; en la lista de sorteos no falta ninguno.
    All 64 digits must be those published before the draw, in a message never edited; none is missing from the list of draws.
    Os 64 dígitos devem ser os publicados antes do sorteio, numa mensagem sem edição; na lista de sorteios não falta nenhum.`,
  seen: "El hash publicado|The published hash|O hash publicado",
  winners: "Ganadores|Winners|Ganhadores",
  P: "Premio|Prize|Prêmio",
  A: "Suplente|Alternate|Suplente",
  holder: "Participante|Holder|Participante",
  nobody: "No se vendió|Not sold|Não foi vendido",
  more: "Ver más|Show more|Ver mais",
  own: "Mi número|My number|Meu número",
  receipt: "El recibo de tu boleto|The receipt of your ticket|O recibo do seu bilhete",
  find: "Buscar|Find|Procurar",
  lost: "no ganó|it did not win|não ganhou",
  none: "Ningún número es de ese recibo|No number has that receipt|Nenhum número é desse recibo",
  steps: "Comprobado|Checked|Conferido",
  commit: "Lo fijado antes|What was fixed before|O fixado antes",
  method: "El método|The method|O método",
  entries: "La lista|The list|A lista",
  entriesFact: `Números {count}, participantes {people}. Dice cuántos tiene cada uno; una persona con dos cuentas cuenta como dos.
    Numbers {count}, holders {people}. It says how many each has; a person with two accounts counts as two.
    Números {count}, participantes {people}. Diz quantos cada um tem; uma pessoa com duas contas conta como duas.`,
  sealed: "El secreto|The secret|O segredo",
  beacon: "La baliza|The beacon|O farol",
  lottery: "La lotería|The lottery|A loteria",
  result: "Los ganadores|The winners|Os ganhadores",
  form: "falta o está mal escrito|missing or not well written|falta ou está mal escrito",
  other: "falta o no es lo fijado antes|missing or not what was fixed before|falta ou não é o fixado antes",
  proves: "Qué prueba|What it proves|O que prova",
  provesNot: "Qué no prueba|What it does not prove|O que não prova",
};

// For all methods and for each, in the words of the specification: what it proves, and what not.
const TRUST = {
  all: [
    `La lista, los premios y la regla se fijaron antes (si el compromiso se vio antes); los ganadores salen de ahí por aritmética pública; el número ganador ya estaba atado a un recibo.
    The list, the prizes and the rule were fixed before (as far as the commitment was seen before); the winners follow from them by public arithmetic; the winning number was bound to a receipt before the draw.
    A lista, os prêmios e a regra foram fixados antes (se o compromisso foi visto antes); os ganhadores saem daí por aritmética pública; o número ganhador já estava ligado a um recibo.`,
    `Que cada boleto lo pagó una persona real; que no falta nadie que pagó (cada uno solo comprueba lo suyo); que el premio existe; que otros no vieron otra lista (compara los hashes); que el organizador no lleva un segundo proyecto.
    That every listed ticket was paid by a real person; that nobody who paid is missing (each buyer can check the own numbers only); that the prize exists; that no second list was shown to others (compare hashes); that the organizer does not run a second project.
    Que cada bilhete foi pago por uma pessoa real; que não falta ninguém que pagou (cada um só confere o seu); que o prêmio existe; que outros não viram outra lista (compare os hashes); que o organizador não tem um segundo projeto.`,
  ],
  beacon: [
    `Nadie, ni organizador ni plataforma ni Telegram, pudo elegir o prever el resultado, salvo que se confabule al menos un umbral de nodos de la League of Entropy (12 de 22 al inicio) o se rompa la clave de quicknet. Nadie puede abortar el sorteo sin que se note: cualquiera calcula el resultado cuando sale la ronda.
    Nobody, neither organizer nor platform nor Telegram, could choose or foresee the outcome, unless at least a threshold of the League of Entropy nodes (12 of 22 at launch) collude or quicknet's key is broken. Nobody can abort the draw unnoticed: anyone can compute the result once the round is out.
    Ninguém, nem organizador nem plataforma nem Telegram, pôde escolher ou prever o resultado, salvo conluio de ao menos um limiar de nós da League of Entropy (12 de 22 no início) ou quebra da chave da quicknet. Ninguém pode abortar o sorteio sem se notar: qualquer um calcula o resultado quando sai a rodada.`,
    "La honestidad de la lista (ver arriba).|Honesty of the list (see above).|A honestidade da lista (ver acima).",
  ],
  sealed: [
    `La plataforma no cambió el secreto tras publicar su hash. Protege frente a extraños, dudas posteriores y un organizador que no conoce el secreto, mientras la plataforma sea honesta.
    The platform did not change the secret after publishing its hash. Protects against outsiders, later doubt, and an organizer who does not know the secret, as long as the platform itself is honest.
    A plataforma não mudou o segredo após publicar o hash. Protege contra estranhos, dúvidas posteriores e um organizador que não conhece o segredo, enquanto a plataforma for honesta.`,
    `Nada frente a la plataforma: quien conoce el secreto y la lista al cerrar conoce a los ganadores, y puede probar secretos o añadir boletos hasta quedar satisfecho, o negarse a revelar.
    Anything against the platform itself: whoever knows the secret and the list at lock time knows the winners and can try secrets or add tickets until satisfied, or refuse to reveal.
    Nada diante da plataforma: quem conhece o segredo e a lista no fechamento conhece os ganhadores, e pode tentar segredos ou juntar bilhetes até ficar satisfeito, ou recusar-se a revelar.`,
  ],
  "beacon+sealed": [
    `Sigue siendo imprevisible para terceros si la baliza se confabula.
    Still unpredictable for third parties if the beacon threshold colludes.
    Continua imprevisível para terceiros em caso de conluio do farol.`,
    `La plataforma puede negarse a revelar: frente a ella es mejor beacon solo.
    The platform can refuse to reveal (visible as “not revealed”), so beacon alone is better against the platform.
    A plataforma pode recusar-se a revelar: diante dela é melhor só beacon.`,
  ],
  lottery: [
    `La semilla contiene una cifra pública sorteada tras el cierre, con al menos 20 bits de sobra; cualquiera puede consultarla.
    The seed contains a public figure drawn after the lock, with at least 20 spare bits; anyone can look it up.
    A semente contém um número público sorteado após o fechamento, com ao menos 20 bits de sobra; qualquer um pode consultá-lo.`,
    `Que la cifra escrita sea la oficial (mira la fuente); que esa lotería sea justa; un orden en el tiempo más fino que un día.
    That the typed figure is the official one (the reader must check the source); fairness of that lottery; a time order finer than a day.
    Que o número digitado seja o oficial (veja a fonte); que essa loteria seja justa; uma ordem no tempo mais fina que um dia.`,
  ],
  "lottery+sealed": [
    `Además, nadie fuera de la plataforma puede calcular antes los resultados posibles.
    In addition nobody outside the platform can precompute the table of outcomes.
    Além disso, ninguém fora da plataforma pode calcular antes os resultados possíveis.`,
    `La plataforma puede negarse a revelar.
    The platform can refuse to reveal.
    A plataforma pode recusar-se a revelar.`,
  ],
  number: [
    `La regla de siempre: gana quien tiene el número; solo hacía falta fijar antes la regla y de quién es cada número.
    The familiar rule: the holder of the matching number wins; only the binding of numbers to holders and the rule had to be fixed before.
    A regra de sempre: ganha quem tem o número; só era preciso fixar antes a regra e de quem é cada número.`,
    `Que la cifra escrita sea la oficial (mira la fuente); que esa lotería sea justa; un orden en el tiempo más fino que un día. Con next_sold, los números tras un hueco tienen más probabilidad; con void, puede no haber ganador.
    That the typed figure is the official one (the reader must check the source); fairness of that lottery; a time order finer than a day. With next_sold, numbers after gaps have more chance; with void, there may be no winner.
    Que o número digitado seja o oficial (veja a fonte); que essa loteria seja justa; uma ordem no tempo mais fina que um dia. Com next_sold, os números após uma lacuna têm mais chance; com void, pode não haver ganhador.`,
  ],
};

// Why a proof is refused, where a step's name with the words for form or other does not say it.
const ERRORS = {
  E_COMMIT_CANON: "No es una prueba, o fue cambiada|This is no proof, or it was changed|Não é uma prova, ou foi alterada",
  E_COMMIT_HASH: "El hash es otro|The hash is another|O hash é outro",
  E_BEACON_TIME: `La ronda salió menos de 60 segundos tras el cierre
    The round came less than 60 seconds after the lock
    A rodada saiu menos de 60 segundos após o fechamento`,
  E_BEACON_SIG: "La firma no es de la baliza|The signature is not the beacon's|A assinatura não é do farol",
  E_LOTTERY_BITS: `La cifra es corta para tantos números
    The figure is short for so many numbers
    O número é curto para tantos bilhetes`,
  E_RESULT: "No son esos los ganadores|Those are not the winners|Os ganhadores não são esses",
  E_RECEIPT: "Un recibo son 26 signos: a-z, 2-7|A receipt is 26 signs: a-z, 2-7|Um recibo são 26 sinais: a-z, 2-7",
  "": "Este aparato no pudo terminar|This device could not finish|Este aparelho não pôde terminar",
};
