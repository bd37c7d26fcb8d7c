"""Given names common in Sweden that are no words of their own, for finding somebody named without a capital.

Left out are names that are also words (Hans, Per, Stig, Björn, Sten, Bo, Dag, Viola): written with a capital
within a sentence they are found as any name is.
"""

_NAMES = """
anna eva maria karin kristina lena sara emma malin jenny annika linda susanne susanna johanna elin
monica monika birgitta ulla ingrid margareta marianne helena sofia sofie julia hanna amanda ida
therese ellen elsa alice maja matilda alma astrid ebba freja wilma vilma saga signe klara clara
linnea agnes alva nova molly isabella olivia emelie emilia frida josefin josefine rebecka sandra
camilla cecilia charlotta charlotte carina katarina katarina caroline karolina louise madeleine
ulrika gunilla kerstin barbro inger fatima maryam mariam zahra amina aisha leila layla yasmin noor
nour samira hodan khadija zeinab hawa lars anders mikael johan karl carl erik jan per-erik peter
petter thomas tomas fredrik daniel andreas stefan magnus mattias matias henrik martin christian
kristian jonas patrik marcus markus christer rickard rikard robert joakim alexander oscar oskar
viktor victor simon filip elias emil gustav gustaf axel ludvig hugo william liam noah lucas lukas
oliver charlie benjamin isak isac albin anton jakob jacob gabriel samuel david joel sebastian rasmus
kevin jonathan linus kalle pelle olle lasse nisse janne krister göran bengt lennart gunnar sven nils
leif kjell ingvar torbjörn håkan ulf roger tommy kenneth ronny mohammed muhammed mohamed muhammad
ahmed ahmad ali hassan hussein ibrahim ismail omar osman yusuf yousef youssef abdullah abdi mahmoud
mustafa khalid karim amir reza hamid bilal hamza tariq samir nabil jamal mehmet murat emre dragan
zoran goran marko milan piotr pawel tomasz katarzyna agnieszka svetlana olena
"""
GIVEN_NAMES = frozenset(_NAMES.split())
