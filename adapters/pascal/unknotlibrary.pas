{ The C library as the unit Unknot calls it: found, checked and loaded. }
unit UnknotLibrary;

{$IFDEF FPC}{$MODE Delphi}{$ENDIF}
{$H+}

interface

uses
  SysUtils;

const
  LibraryName = {$IFDEF MSWINDOWS}'unknot.dll'{$ELSE}'libunknot.so.1'{$ENDIF};
  { unknot.h: the status codes. }
  UNKNOT_OK = 0;
  UNKNOT_E_ARGUMENT = 1;
  UNKNOT_E_INTAKE = 2;
  UNKNOT_E_PACK = 3;
  UNKNOT_E_IO = 4;
  UNKNOT_E_UNSUPPORTED = 5;

type
  EUnknotLibrary = class(Exception);

  { The records of unknot.h: C's alignment. }
{$IFDEF FPC}{$PACKRECORDS C}{$ELSE}{$ALIGN 8}{$ENDIF}
  TNativeOptions = record
    StructSize, Reserved: Cardinal;
    PackPath: PAnsiChar;
    Pack: Pointer;
    PackSize: NativeUInt;
    OverlayPath: PAnsiChar;
    Overlay: Pointer;
    OverlaySize: NativeUInt;
    PdfModule, MinPackVersion: PAnsiChar;
  end;

  TNativeCall = record
    StructSize, Reserved: Cardinal;
    AtUnixSeconds: Int64;
  end;

  TNativeFlag = record
    StructSize: Cardinal;
    Status, Tier, PossibleTier: Integer;
    Id, Title, Reason: PAnsiChar;
  end;
  PNativeOptions = ^TNativeOptions;
  PNativeCall = ^TNativeCall;

var
  EngineOpen: function(Options: PNativeOptions; out Engine: Pointer): Integer; cdecl;
  EngineClose: procedure(Engine: Pointer); cdecl;
  EngineError: function(Engine: Pointer): PAnsiChar; cdecl;
  EngineInfo: function(Engine: Pointer; Size: Pointer): PAnsiChar; cdecl;
  EnginePack: function(Engine: Pointer; out Made: Pointer): Integer; cdecl;
  EngineQuestions: function(Engine: Pointer; Locale, MediaType: PAnsiChar; out Made: Pointer): Integer; cdecl;
  AssessIntake: function(Engine: Pointer; Call: PNativeCall; Intake: PAnsiChar; Size: NativeUInt;
    out Made: Pointer): Integer; cdecl;
  ResultError: function(Made: Pointer): PAnsiChar; cdecl;
  ResultTier, ResultPossibleTier, ResultComplete, ResultFlagCount: function(Made: Pointer): Integer; cdecl;
  ResultFlag: function(Made: Pointer; Index: Integer; var Flag: TNativeFlag): Integer; cdecl;
  ResultDocument: function(Made: Pointer; MediaType: PAnsiChar; out Bytes: PAnsiChar; out Size: NativeUInt): Integer; cdecl;
  ResultFree: procedure(Made: Pointer); cdecl;
  StatusName: function(Status: Integer): PAnsiChar; cdecl;
  Version: function: PAnsiChar; cdecl;

{ Loads the library unless one is loaded, which is an error if it may not be. }
procedure LoadLibraryOnce(const Path: RawByteString; MayBeLoaded: Boolean);

implementation

uses
{$IFDEF FPC}
  DynLibs, SyncObjs;
{$ELSE}
  Windows, SyncObjs;
{$ENDIF}

const
  { A newer one of the same first number only adds. }
  WrittenFor: RawByteString = '1.';

var
  Loading: TCriticalSection;
  Loaded: {$IFDEF FPC}TLibHandle{$ELSE}HMODULE{$ENDIF} = 0;

procedure Refuse(const Path, Reason: string);
begin
  raise EUnknotLibrary.Create(Path + ': ' + Reason + ' Put the ' + LibraryName + ' of this release' +
    {$IFDEF MSWINDOWS}' beside the program, ' +{$ELSE}' where it is found (Debian: apt install libunknot1), ' +{$ENDIF}
    {$IFDEF CPU64}'of 64 bit.'{$ELSE}'of 32 bit.'{$ENDIF});
end;

procedure LoadFrom(const Path: RawByteString);

  function Found(const Name: string): Pointer;
  begin
    Result := GetProcAddress(Loaded, {$IFDEF FPC}Name{$ELSE}PChar(Name){$ENDIF});
    if Result = nil then Refuse(string(Path), 'it has no ' + Name + ', so it is no Unknot, or an old one.');
  end;

begin
{$IFDEF FPC}
  Loaded := LoadLibrary(UTF8Decode(Path));
  if Loaded = NilHandle then Refuse(string(Path), 'it cannot be loaded: ' + GetLoadErrorStr + '.');
{$ELSE}
  Loaded := LoadLibraryW(PWideChar(UTF8ToString(Path)));
  if Loaded = 0 then Refuse(string(Path), 'it cannot be loaded: ' + SysErrorMessage(GetLastError));
{$ENDIF}
  try
    Version := Found('unknot_version');
    if Copy(RawByteString(Version()), 1, Length(WrittenFor)) <> WrittenFor then
      Refuse(string(Path), 'it is of another version, ' + string(Version()) + '.');
    EngineOpen := Found('unknot_engine_open');
    EngineClose := Found('unknot_engine_close');
    EngineError := Found('unknot_engine_error');
    EngineInfo := Found('unknot_engine_info');
    EnginePack := Found('unknot_engine_pack');
    EngineQuestions := Found('unknot_engine_questions');
    AssessIntake := Found('unknot_assess');
    ResultError := Found('unknot_result_error');
    ResultTier := Found('unknot_result_tier');
    ResultPossibleTier := Found('unknot_result_possible_tier');
    ResultComplete := Found('unknot_result_complete');
    ResultFlagCount := Found('unknot_result_flag_count');
    ResultFlag := Found('unknot_result_flag');
    ResultDocument := Found('unknot_result_document');
    ResultFree := Found('unknot_result_free');
    StatusName := Found('unknot_status_name');
  except
    FreeLibrary(Loaded);
    Loaded := 0;
    raise;
  end;
end;

procedure LoadLibraryOnce(const Path: RawByteString; MayBeLoaded: Boolean);
begin
  Loading.Enter;
  try
    if Loaded = 0 then LoadFrom(Path)
    else if not MayBeLoaded then raise EUnknotLibrary.Create('A library is loaded already: UnknotLoad comes first.');
  finally
    Loading.Leave;
  end;
end;

initialization
  Loading := TCriticalSection.Create;

finalization
  { The library stays: a unit that ends later may still hold a result. }
  Loading.Free;
end.
