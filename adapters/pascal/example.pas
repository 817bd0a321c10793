{ example INTAKE: an intake's flags in the terminal, the patient's sheet in handout.html. }
program Example;

{$MODE Delphi}{$H+}

uses
  Classes, SysUtils, Unknot;

var
  Intake, Sheet: TFileStream;
  Text, Page: RawByteString;
  Engine: TUnknotEngine;
  Answer: TUnknotResult;
  I: Integer;
begin
  Intake := TFileStream.Create(ParamStr(1), fmOpenRead);
  SetLength(Text, Intake.Size);
  Intake.ReadBuffer(Text[1], Length(Text));
  Engine := TUnknotEngine.Create;  // one for the whole program and all its threads
  try
    Answer := Engine.Assess(Text);  // one for each patient
    WriteLn('Tier: ', UnknotTierName(Answer.Tier));
    if not Answer.Complete then
      WriteLn('A person must finish the screen: it could still be ', UnknotTierName(Answer.PossibleTier), '.');
    for I := 0 to Answer.FlagCount - 1 do
      if Answer.Flags[I].Status <> ufClear then WriteLn(Answer.Flags[I].Title, ': ', Answer.Flags[I].Reason);
    Page := Answer.Document(UNKNOT_MEDIA_HTML);
    Sheet := TFileStream.Create('handout.html', fmCreate);
    Sheet.WriteBuffer(Page[1], Length(Page));
    Sheet.Free;
    Answer.Free;
  except
    on Problem: EUnknotIntake do WriteLn(StdErr, Problem.Message);  // says where, never what the patient answered
  end;
  Engine.Free;
  Intake.Free;
end.
