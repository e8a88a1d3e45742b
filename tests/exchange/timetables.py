"""Small aSc exports of both schemas, with every structure that real ones have."""

from __future__ import annotations

OLD = """<timetable importtype="database" options="idprefix:XML">
   <days options="canadd" columns="day,name,short">
      <day name="Понеділок" short="Пон." day="0"/>
      <day name="Вівторок" short=" Вівт." day="1"/>
   </days>
   <periods columns="period,starttime,endtime">
      <period period="1" starttime="8:30" endtime="9:15"/>
      <period period="2" starttime="9:25" endtime="10:10"/>
      <period period="3" starttime="10:30" endtime="11:15"/>
   </periods>
   <teachers columns="id,name,short,gender,color">
      <teacher id="*1" name="Бойко Ганна Дем'янівна" short="Бойко Г.Д." gender="F"/>
      <teacher id="*2" name="Гриценко Віктор Олексійович" short="Гриценко В.О." gender=""/>
   </teachers>
   <classes columns="id,name,short,classroomids,teacherid">
      <class id="*1" name=" 1-А" short=" 1-А" teacherid="*1" classroomids=""/>
      <class id="*2" name="\N{NO-BREAK SPACE}1-Б " short="" teacherid="*9" classroomids=""/>
   </classes>
   <subjects columns="id,name,short">
      <subject id="*1" name="Українська мова " short="Укр.мова"/>
      <subject id="*2" name="Праця" short="Пр"/>
   </subjects>
   <classrooms columns="id,name,short">
      <classroom id="*1" name="3" short="3"/>
      <classroom id="*2" name="" short=""/>
   </classrooms>
   <groups columns="id,classid,name,entireclass,divisiontag,studentcount">
      <group id="*1" name="Весь клас" classid="*1" entireclass="1" divisiontag="0"/>
      <group id="*2" name="Хлопці" classid="*1" entireclass="0" divisiontag="2"/>
      <group id="*3" name="Дівчата" classid="*1" entireclass="0" divisiontag="2"/>
      <group id="*4" name="Весь клас" classid="*2" entireclass="1" divisiontag="0"/>
   </groups>
   <lessons columns="id,subjectid,classids,groupids,teacherids,periodspercard,weeks">
      <lesson id="*1" classids="*1,*2" subjectid="*1" periodspercard="1" periodsperweek="2.0"
              teacherids="*1" classroomids="*1" groupids="*1,*4" weeks="1"/>
      <lesson id="*2" classids="*1" subjectid="*2" periodspercard="2" periodsperweek="1.0"
              teacherids="*1,*2" classroomids="*1" groupids="*2,*3" weeks="10"/>
   </lessons>
   <cards columns="lessonid,day,period,classroomids">
      <card lessonid="*1" classroomids="*1,*2" day="1" period="1"/>
      <card lessonid="*1" classroomids="" day="0" period="3"/>
      <card lessonid="*2" classroomids="*1" day="0" period="1"/>
   </cards>
</timetable>"""

NEW = """<?xml version="1.0" encoding="windows-1251"?>
<timetable ascttversion="2024.24.1" importtype="database">
   <periods columns="period,name,short,starttime,endtime">
      <period name="1 урок" short="1" period="1" starttime="8:30" endtime="9:15"/>
      <period name="2 урок" short="2" period="2" starttime="9:30" endtime="10:15"/>
   </periods>
   <daysdefs columns="id,days,name,short">
      <daysdef id="D0" name="Каждый день" short="К" days="11111"/>
      <daysdef id="D1" name="Понедельник" short="Пн" days="10000"/>
      <daysdef id="D2" name="Вторник" short="Вт" days="01000"/>
      <daysdef id="D9" name="Любой день" short="Л" days="10000,01000"/>
   </daysdefs>
   <weeksdefs columns="id,weeks,name,short">
      <weeksdef id="W1" name="Нечётная" short="Н" weeks="10"/>
      <weeksdef id="W2" name="Все" short="В" weeks="11"/>
      <weeksdef id="W3" name="Любая" short="Л" weeks="10,01"/>
   </weeksdefs>
   <termsdefs columns="id,terms,name,short">
      <termsdef id="T1" name="Год" short="Г" terms="1"/>
   </termsdefs>
   <subjects columns="id,name,short,partner_id">
      <subject id="S1" name="Алгебра" short="Алг" partner_id=""/>
      <subject id="S2" name="Физика" short="Физ" partner_id=""/>
   </subjects>
   <teachers columns="id,name,short,gender,firstname,lastname">
      <teacher id="T1" name="Иванова Мария Петровна" short="Иванова М.П." gender="F"
               firstname="Мария Петровна" lastname="Иванова"/>
   </teachers>
   <classes columns="id,name,short,classroomids,teacherid,grade">
      <class id="C1" name="7А" short="7А" teacherid="T1" classroomids="R1" grade=""/>
   </classes>
   <classrooms columns="id,name,short,capacity">
      <classroom id="R1" name="301" short="301" capacity="*"/>
   </classrooms>
   <groups columns="id,classid,name,entireclass,divisiontag">
      <group id="G1" name="Весь класс" classid="C1" entireclass="1" divisiontag="0"/>
      <group id="G2" name="1 группа" classid="C1" entireclass="0" divisiontag="1"/>
   </groups>
   <students columns="id,classid,name"/>
   <lessons columns="id,subjectid,classids,groupids,teacherids,periodspercard,periodsperweek">
      <lesson id="L1" classids="C1" subjectid="S1" periodspercard="1" periodsperweek="3.0"
              teacherids="T1" classroomids="R1" groupids="G1" weeksdefid="W2"/>
      <lesson id="L2" classids="C1" subjectid="S2" periodspercard="2" periodsperweek="1,5"
              teacherids="" classroomids="" groupids="G2" weeksdefid="W3"/>
      <lesson id="L3" classids="" subjectid="S2" periodspercard="1" periodsperweek="1.0"
              teacherids="T1" classroomids="" groupids="" weeksdefid="W1"/>
   </lessons>
   <cards columns="lessonid,period,days,weeks,terms,classroomids">
      <card lessonid="L1" classroomids="R1" period="1" weeks="11" terms="1" days="10000"/>
      <card lessonid="L2" classroomids="" period="2" weeks="01" terms="1" days="01000"/>
      <card lessonid="L3" classroomids="" period="9" weeks="10" terms="1" days="01000"/>
   </cards>
</timetable>"""

LISTS_ONLY = """<?xml version="1.0" encoding="utf-8"?>
<timetable ascttversion="2018.3.4" importtype="database" options="idprefix:MyApp">
   <teachers columns="id,name"><teacher id="*1" name="Alice Brown"/></teachers>
   <classes columns="id,name,short"><class id="*1" name="1DMC (S1)"/></classes>
   <subjects columns="id,name"><subject id="*1" name="FIZIK"/></subjects>
   <Settings><Weeks W0="All weeks"/></Settings>
</timetable>"""
