/* Small words, without accents, by what they tell of where a value on a page begins and ends. */

/** Words that begin something new after a value. */
export const BEGINS_NEW = new Set(
	`que quien quienes cuyo cuya desde durante hasta cuando ha han haber habiendo es fue se no asi sito ubicado ubicada
	adscrito adscrita atentamente otorga otorgan otorgado otorgada confiere confieren expide expiden expedido expedida
	certifica certificamos certifican hace hacen hizo extiende extienden cursa acredito acredita acreditando aprobo laboro
	labora laborando presto presta prestando desempeno desempena desempenando desempenandose participo participando
	impartido impartida impartidos realizado realizada realizados celebrado celebrada efectuado efectuada organizado
	organizada llevado llevada reconoce sustento concluyo obtuvo obteniendo emitido emitida causo debiendo tiene teniendo
	cumplio cumple suscribe suscriben corresponde corresponden corresponda entrara consta conste avalado avalada convengan
	dado dada asistio demostro`.split(/\s+/),
);
/** What begins a label or another heading: at the beginning of a line it is not part of the line above. */
export const HEADINGS = new Set(
	`presente constancia certificado diploma reconocimiento titulo nombramiento cedula registro asunto oficio folio clave
	matricula curp rfc cct domicilio fecha vigencia vigente periodo turno modalidad promedio calificaciones nombre nivel
	emision expedicion inicio termino total documento entidad estandar libro foja rector rectora director directora con por
	para segun conforme mediante como en a al el la los las lo su sus del`.split(/\s+/),
);
/** After a comma or after «con», «por» these begin something new: «con una duración», «por haber». */
export const CLAUSES = new Set(
	`una un duracion valor resultado matricula folio fundamento fecha efectos vigencia clave numero promedio sede domicilio
	reconocimiento calificacion haber su sus medio parte motivo categoria caracter cargo objeto`.split(/\s+/),
);
/** With a word of a clause after them these begin something new. */
export const PREPOSITIONS = new Set(['con', 'por', 'segun', 'conforme', 'mediante', 'como']);
/** Units of an organisation: at the beginning of a line they are not part of the name above. */
export const UNITS = new Set(
	`departamento direccion subdireccion presidencia tesoreria contraloria sindicatura secretaria subsecretaria
	coordinacion unidad area oficialia jefatura gerencia facultad escuela plantel campus recursos rectoria control
	organo dependencia titular municipio colonia calle avenida av tel universidad instituto colegio centro ayuntamiento
	organizacion empresa administracion`.split(/\s+/),
);
/** After «de», «en», «a», «para» these show that the value is over. */
export const DETERMINERS = new Set(
	`esta este estas estos dicha dicho dichas su sus nuestra nuestro la el los las lo un una quien que conformidad acuerdo
	virtud atencion cumplimiento fecha ano mes dia dias partir favor efectos fines usos`.split(/\s+/),
);
/** Small words between the words of one value. */
export const JOINING = new Set([
	'de',
	'del',
	'en',
	'a',
	'al',
	'para',
	'con',
	'y',
	'e',
	'por',
	'la',
	'las',
	'los',
	'el',
	'o',
	'u',
]);
/** What stands before a value and is not part of it, whatever its capitals. */
export const LEADS_IN = new Set(
	`puesto cargo plaza categoria funcion funciones nombre profesion carrera programa titulo grado nivel institucion
	escuela empresa dependencia ayuntamiento curso taller diplomado seminario conferencia denominado denominada titulado
	titulada estandar clave c h honorable lic licenciado ing mtro mtra dr dra profr profra prof sr sra srita alumno alumna
	estudiante persona certificada participante nombrarle nombrarlo nombrarla nombrar que se expide otorga confiere certifica constar presente carrera obtenido educativa empleador municipio
	desempenado completo completa integrante otorgada otorgado expedido ejercer universidad i ii iii iv v`.split(
		/\s+/,
	),
);
